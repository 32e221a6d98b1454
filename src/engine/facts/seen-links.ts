import { locateMade } from '../text/mapped-text.ts'
import type { FactSource } from './fact-source.ts'
import { lookAtHost, type HostFacts } from './host-facts.ts'
import { resolveLink } from './link.ts'
import { findTextLinks } from './text-links.ts'
import type { ParsedUrl } from './url.ts'

/** Links of a message looked at; the rest of a longer list is left alone. */
const MAX_LINKS = 200

/** A link of a message, marked up or written out. */
export interface SeenLink {
  readonly url: ParsedUrl
  readonly host: HostFacts
  readonly target: string
  /** Words of the link as shown; absent for links written out in the text. */
  readonly shown?: string
  readonly path: string
  readonly range: readonly [number, number]
}

/** The marked-up links, then those of the text that lead elsewhere. */
export function readLinks(source: FactSource): SeenLink[] {
  const { message, lists } = source
  const seen: SeenLink[] = []
  const targets = new Set<string>()
  const add = (link: ReturnType<typeof resolveLink>, place: LinkPlace): void => {
    const { target, url } = link
    if (url === undefined || seen.length >= MAX_LINKS) return
    targets.add(target)
    seen.push({ url, host: lookAtHost(url.host, lists), target, ...place })
  }
  for (const [index, { href, text }] of (message.links ?? []).slice(0, MAX_LINKS).entries()) {
    const path = `links.${index}.href`
    add(resolveLink(href), { shown: text, path, range: [0, href.length] })
  }
  const made = source.words.plainOf('text')
  for (const { href, start, end } of findTextLinks(source.plainText, source.tokens, lists)) {
    const link = resolveLink(href)
    if (targets.has(link.target) || targets.has(`${link.target}/`)) continue
    add(link, { path: 'text', range: locateMade(made, start, end) })
  }
  return seen
}

type LinkPlace = Pick<SeenLink, 'shown' | 'path' | 'range'>
