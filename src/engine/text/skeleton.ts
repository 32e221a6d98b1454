import { toLatin } from './confusables.ts'

/**
 * What a name looks like: look-alike letters made Latin, accents dropped, then pairs and digits that
 * read as a letter (`rn` as `m`, `vv` as `w`, `cl` as `d`, `0` as `o`, `1` and `i` as `l`) made one.
 * Two names with one skeleton can be taken for each other.
 */
export function skeletonOf(name: string): string {
  let latin = ''
  for (const character of name.normalize('NFKD').toLowerCase())
    latin += toLatin(character) ?? character
  return latin
    .replace(/\p{M}+/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replaceAll('0', 'o')
    .replaceAll('5', 's')
    .replace(/[1i|]/g, 'l')
}
