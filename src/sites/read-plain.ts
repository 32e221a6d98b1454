import type { UnitView } from './unit-view.ts'
import type { BodyContent } from './read-text.ts'
import { readLeaf } from './read-line.ts'

const EMPTY: BodyContent = {
  text: '',
  quoted: '',
  hidden: '',
  links: [],
  cut: [],
}

/**
 * What a body says that holds nothing but text, at once; undefined where it must be walked. Gives the
 * same as the walk: most messages of a chat are such.
 */
export function readPlainContent(view: UnitView): BodyContent | undefined {
  const [body, another] = view.bodies
  if (body === undefined) return EMPTY
  if (another !== undefined || body.tagName === 'A') return undefined
  const raw = readLeaf(body)
  if (raw === undefined) return undefined
  const text = isPreformatted(view, body) ? raw.replace(/^[\t-\r ]+/, '') : collapse(raw)
  const shown = text.trimEnd()
  return isQuoted(view, body) ? { ...EMPTY, quoted: shown } : { ...EMPTY, text: shown }
}

/** Runs of white space become one space, none at the beginning. A no-break space is text. */
function collapse(text: string): string {
  const collapsed = text.replace(/[\t-\r ]+/g, ' ')
  return collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
}

function isPreformatted({ site, bodyChoice }: UnitView, body: Element): boolean {
  if (site.preformatted.isEmpty) return false
  const selector = site.body.each[bodyChoice]
  const isSame = selector !== undefined && site.preformatted.each.includes(selector)
  return isSame || site.preformatted.matches(body)
}

function isQuoted(view: UnitView, body: Element): boolean {
  const { quoted } = view.site
  return body.tagName === 'BLOCKQUOTE' || (view.holdsAny(quoted) && quoted.matches(body))
}
