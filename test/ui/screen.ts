import { render, type ComponentChild } from 'preact'
import { act } from 'preact/test-utils'

/** Roles that tags have by themselves; only those that the pages use. */
const ROLES: Readonly<Record<string, string>> = {
  button: 'button',
  'input[type="checkbox"]': 'checkbox',
  'input[type="search"]': 'searchbox',
  'input[type="number"]': 'spinbutton',
  textarea: 'textbox',
  'a[href]': 'link',
  select: 'combobox',
  ul: 'list',
  li: 'listitem',
  'h1, h2, h3, h4': 'heading',
  summary: 'summary',
}

/** Draws a page into an empty document and waits for its first answers. */
export async function show(page: ComponentChild): Promise<void> {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  await act(() => render(page, root))
  await settle()
}

/** Takes the page away, so that its timers and listeners end. */
export async function leave(): Promise<void> {
  const root = document.body.firstElementChild
  if (root !== null) await act(() => render(null, root))
}

/** Lets pending calls be answered and the page be drawn again. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  })
}

export function findAll(role: string, name?: string, within: ParentNode = document): HTMLElement[] {
  const elements = [...within.querySelectorAll('*')].filter((e) => e instanceof HTMLElement)
  return elements.filter((e) => roleOf(e) === role && (name === undefined || nameOf(e) === name))
}

/** The one element with this role and accessible name. */
export function find(role: string, name?: string, within: ParentNode = document): HTMLElement {
  const found = findAll(role, name, within)
  if (found.length !== 1 || found[0] === undefined) {
    const known = findAll(role, undefined, within).map(nameOf)
    throw new Error(`${found.length} × ${role} "${name ?? ''}" among: ${known.join(' | ')}`)
  }
  return found[0]
}

export async function click(element: HTMLElement): Promise<void> {
  await act(() => element.click())
  await settle()
}

export async function type(element: HTMLElement, value: string): Promise<void> {
  await change(element, value, 'input')
}

export async function choose(element: HTMLElement, value: string): Promise<void> {
  await change(element, value, 'change')
}

async function change(element: HTMLElement, value: string, event: string): Promise<void> {
  const isField =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  if (!isField) {
    throw new Error(`<${element.tagName}> takes no value`)
  }
  await act(() => {
    element.value = value
    element.dispatchEvent(new Event(event, { bubbles: true }))
  })
  await settle()
}

function roleOf(element: HTMLElement): string | undefined {
  const own = element.getAttribute('role')
  if (own !== null) return own
  return Object.entries(ROLES).find(([selector]) => element.matches(selector))?.[1]
}

/** The accessible name, as far as these pages make one. */
export function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label')
  if (label !== null) return label
  const by = element.getAttribute('aria-labelledby')
  if (by !== null) return textOf(document.getElementById(by))
  const forIt = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`)
  if (forIt !== null) return textOf(forIt)
  const around = element.closest('label')
  if (around !== null) return textOf(around.querySelector('span'))
  return textOf(element)
}

/** Text as it is seen: without the marks that keep a foreign part to itself. */
export function textOf(element: Element | null): string {
  return (element?.textContent ?? '').replaceAll(/[\u2068\u2069]/g, '').trim()
}
