import type { FixtureStep } from './fixture-cases.ts'

/** Does what a page does after the first reading. Stands alone: it also runs inside a browser's page. */
export function runSteps(document: Document, steps: readonly FixtureStep[]): void {
  for (const { select, frame, set, text, html, append, remove } of steps) {
    const frames = [...document.querySelectorAll('iframe')]
    const inside = frame === undefined ? document : frames[frame]?.contentDocument
    const shadows = [...document.querySelectorAll('*')].map((element) => element.shadowRoot)
    const found = [inside, ...shadows].flatMap((root) => root?.querySelector(select) ?? [])
    const [element] = found
    if (element === undefined) throw new Error(`nothing matches ${select}`)
    for (const [name, value] of Object.entries(set ?? {})) element.setAttribute(name, value)
    if (text !== undefined) element.textContent = text
    if (html !== undefined) element.innerHTML = html
    if (append !== undefined) element.insertAdjacentHTML('beforeend', append)
    if (remove === true) element.remove()
  }
}
