import { isField } from './is-field.ts'

/** Steps from card to card: down and up, `j` and `k`; `/` leads to the search. */
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** Moves the focus among the titles of the cards in a review, and to its search. */
export function moveFocus(event: KeyboardEvent): void {
  const { target, currentTarget, key, ctrlKey, metaKey, altKey } = event
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return
  if (ctrlKey || metaKey || altKey || isField(target)) return
  const next = key === '/' ? findSearch(currentTarget) : findNeighbour(currentTarget, target, key)
  if (next === undefined) {
    waitForNeighbour(currentTarget, target, key, PATIENCE)
    return
  }
  event.preventDefault()
  next.focus()
}

/** Frames that a card gets to be fetched and drawn; at either end of the list none comes. */
const PATIENCE = 30

/** The next card may still be on its way: the key is not lost for that. */
function waitForNeighbour(
  review: HTMLElement,
  target: HTMLElement,
  key: string,
  frames: number,
): void {
  if (frames === 0 || !Object.hasOwn(STEPS, key)) return
  requestAnimationFrame(() => {
    if (document.activeElement !== target) return
    const next = findNeighbour(review, target, key)
    if (next === undefined) waitForNeighbour(review, target, key, frames - 1)
    else next.focus()
  })
}

function findSearch(review: HTMLElement): HTMLElement | undefined {
  const search = review.querySelector<HTMLElement>('input[type=search]')
  const tools = search?.closest('details')
  if (tools) tools.open = true
  return search ?? undefined
}

function findNeighbour(
  review: HTMLElement,
  target: HTMLElement,
  key: string,
): HTMLElement | undefined {
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined
  if (step === undefined) return undefined
  const titles = [...review.querySelectorAll<HTMLElement>('.card > h3')]
  const own = target.closest('.card')?.querySelector<HTMLElement>(':scope > h3')
  // From outside the cards, down leads to the first one.
  return titles[own ? titles.indexOf(own) + step : step === 1 ? 0 : -1]
}
