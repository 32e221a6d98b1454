import type { WordsView } from '../event.ts'

/** Frequent small words by language, chosen so that a few of them tell related languages apart. */
const FREQUENT: Readonly<Record<string, string>> = {
  en: 'the and you your for with this that have are our we from is to of will would',
  de: 'und der die das ist nicht sie wir für mit ein eine auf ich ihre ihnen von zu im den',
  fr: 'le les des et est vous nous pour dans une sur avec votre je que qui pas au du',
  es: 'el los las es una para con por usted su del que nos se está en y como más',
  it: 'il di che è per con una del della sono non gli le suo nostra siamo nel anche questo',
  pt: 'o os as um uma para com você não em do da que seu sua nossa está mais são',
  nl: 'het een en van is voor met wij niet je jij onze op te zijn dat aan uw',
  pl: 'się jest nie na do w z że dla oraz pana pani jak są czy to nas naszej',
  tr: 've bir için bu ile bize olarak size sizin daha çok var olan iş değil mi ama',
}
const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ko', /\p{sc=Hangul}/u],
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/u],
  ['zh', /\p{sc=Han}/u],
  ['ar', /\p{sc=Arabic}/u],
  ['he', /\p{sc=Hebrew}/u],
  ['hi', /\p{sc=Devanagari}/u],
]
const ONLY_UKRAINIAN = /[іїєґ]/
const ONLY_RUSSIAN = /[ыэёъ]/
const MAX_WORDS = 200
/** Letters of the longest frequent word. */
const LONGEST = 7
/** The most frequent language counts from so many of its words; shared words count in parts. */
const MIN_HITS = 1.5
/** A second language needs more, since languages share small words. */
const MIN_SECOND_HITS = 3
const MIN_SECOND_SHARE = 0.5
const MIN_SCRIPT_SHARE = 0.1

const languagesOf = indexFrequent()

function indexFrequent(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  for (const [language, words] of Object.entries(FREQUENT)) {
    for (const word of words.split(' ')) index.set(word, [...(index.get(word) ?? []), language])
  }
  return index
}

/** ISO 639-1 codes of the languages of a text, by script and frequent words; may be none. */
export function detectLanguages(view: WordsView): string[] {
  const counts = new Map<string, number>()
  const scripts = new Map<string, number>()
  const words = view.words.slice(0, MAX_WORDS)
  for (const word of words) {
    const sharers = word.length <= LONGEST ? (languagesOf.get(word) ?? []) : []
    for (const language of sharers) {
      counts.set(language, (counts.get(language) ?? 0) + 1 / sharers.length)
    }
    if (word.charCodeAt(0) < 0x370) continue
    const script = scriptLanguage(word)
    if (script !== undefined) scripts.set(script, (scripts.get(script) ?? 0) + 1)
  }
  return [...chooseFrequent(counts), ...chooseScripts(scripts, words.length)].sort()
}

function scriptLanguage(word: string): string | undefined {
  if (ONLY_UKRAINIAN.test(word)) return 'uk'
  if (ONLY_RUSSIAN.test(word)) return 'ru'
  return SCRIPTS.find(([, pattern]) => pattern.test(word))?.[0]
}

function chooseFrequent(counts: ReadonlyMap<string, number>): string[] {
  const most = Math.max(0, ...counts.values())
  return [...counts]
    .filter(
      ([, count]) =>
        count >= MIN_HITS &&
        (count === most || (count >= MIN_SECOND_HITS && count >= most * MIN_SECOND_SHARE)),
    )
    .map(([language]) => language)
}

function chooseScripts(scripts: ReadonlyMap<string, number>, total: number): string[] {
  const chosen = [...scripts].filter(([, count]) => count >= total * MIN_SCRIPT_SHARE)
  const names = chosen.map(([language]) => language)
  // Japanese is written with Chinese characters too, and Ukrainian letters outweigh a Russian word.
  if (names.includes('ja')) return names.filter((name) => name !== 'zh')
  return names
}
