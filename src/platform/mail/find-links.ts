import type { Link } from '../../engine/message.ts'

const ADDRESS = /(?:\bhttps?:\/\/|\bwww\.)[^\s<>"'`\u0000-\u001F]{1,2000}/giu
const MAX_LINKS = 20_000

/** Web addresses written out in a text, as a mail program would make them clickable. */
export function findLinks(text: string): Link[] {
  const links: Link[] = []
  for (const [found] of text.matchAll(ADDRESS)) {
    if (links.length >= MAX_LINKS) break
    const shown = trimEnd(found)
    const href = /^www\./i.test(shown) ? `http://${shown}` : shown
    links.push({ href, text: shown })
  }
  return links
}

/** Punctuation that ends the sentence, and a bracket that was opened before the address. */
function trimEnd(address: string): string {
  let end = address.length
  let closing = countOf(address, ')') - countOf(address, '(')
  while (end > 0) {
    const last = address.charAt(end - 1)
    if (last === ')' && closing <= 0) break
    if (!/[.,;:!?*_~)\]}»”’]/.test(last)) break
    if (last === ')') closing -= 1
    end -= 1
  }
  return address.slice(0, end)
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1
}

/** The same target under the same text counts once. */
export function mergeLinks(...lists: readonly (readonly Link[])[]): Link[] {
  const merged = new Map<string, Link>()
  const targets = new Set<string>()
  for (const [index, links] of lists.entries()) {
    for (const link of links) {
      // A target that an anchor has already is not repeated for its bare mention in the text.
      if (index > 0 && targets.has(link.href)) continue
      merged.set(`${link.href}\n${link.text}`, link)
    }
    for (const link of links) targets.add(link.href)
  }
  return [...merged.values()]
}
