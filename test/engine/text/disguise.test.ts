import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { undoDisguise } from '../../../src/engine/text/disguise.ts'
import { cutWords, joinWords } from '../../../src/engine/text/words.ts'

const PLAIN = ' pay the registration fee '
const mapLetters = (map: Record<string, string>) =>
  PLAIN.trim().replace(/[a-z]/g, (letter) => map[letter] ?? letter)
const shift = (base: number) =>
  PLAIN.trim().replace(/[a-z]/g, (c) => String.fromCodePoint(base + c.charCodeAt(0) - 97))

/** Both views of a text: as it stands and, where there is one, without the disguise. */
function viewsOf(text: string) {
  const view = cutWords(text)
  const disguise = undoDisguise(text, view)
  return { first: joinWords(view), second: disguise.view && joinWords(disguise.view), disguise }
}

const INVISIBLE: [string, string][] = [
  ['zero-width space', 'p\u200bay the regis\u200btration f\u200bee'],
  ['zero-width joiner', 'p\u200day the regis\u2060tration f\ufeffee'],
]
const NFKC: [string, string][] = [
  ['full width', shift(0xff41)],
  ['mathematical bold', shift(0x1d41a)],
  ['mathematical script', shift(0x1d4ea)],
  ['mathematical monospace', shift(0x1d68a)],
  ['circled', shift(0x24d0)],
  ['no-break spaces', PLAIN.trim().replaceAll(' ', '\u00a0')],
]
const SECOND: [string, string][] = [
  ['Cyrillic', 'рау the registrаtiоn fее'],
  [
    'Cyrillic, all that has a twin',
    mapLetters({ a: 'а', e: 'е', o: 'о', p: 'р', y: 'у', i: 'і', s: 'ѕ' }),
  ],
  ['Greek', mapLetters({ a: 'α', o: 'ο', p: 'ρ', i: 'ι', n: 'η', t: 'τ' })],
  [
    'small capitals',
    mapLetters({
      p: 'ᴘ',
      a: 'ᴀ',
      y: 'ʏ',
      t: 'ᴛ',
      h: 'ʜ',
      e: 'ᴇ',
      r: 'ʀ',
      g: 'ɢ',
      i: 'ɪ',
      s: 'ꜱ',
      o: 'ᴏ',
      n: 'ɴ',
      f: 'ꜰ',
    }),
  ],
  ['one mark on each letter', PLAIN.trim().replace(/[a-z]/g, '$&\u0301')],
  ['struck through', PLAIN.trim().replace(/[a-z]/g, '$&\u0336')],
  ['piled-up marks', PLAIN.trim().replace(/[aeio]/g, '$&\u0300\u0316\u0353\u034d')],
  ['accents', 'páy thé régistràtion féé'],
  ['leet', 'p4y 7h3 r3g1s7r4710n f33'],
  ['leet with signs', 'p@y the regi$trat!on fee'],
  ['right-to-left override', '\u202eeef noitartsiger eht yap\u202c'],
  [
    'tag characters',
    Array.from(PLAIN.trim(), (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join(''),
  ],
  [
    'black squares',
    PLAIN.trim().replace(/[a-z]/g, (c) => String.fromCodePoint(0x1f170 + c.charCodeAt(0) - 97)),
  ],
  [
    'brackets',
    PLAIN.trim().replace(/[a-z]/g, (c) => String.fromCodePoint(0x249c + c.charCodeAt(0) - 97)),
  ],
  ['letters apart', 'p a y   t h e   r e g i s t r a t i o n   f e e'],
  ['letters apart, words too', 'p a y t h e r e g i s t r a t i o n f e e'],
  ['letters apart with dots', 'p.a.y the r.e.g.i.s.t.r.a.t.i.o.n f.e.e'],
]

describe('tricks undone', () => {
  it.each([...INVISIBLE, ...NFKC])('%s: in the first view', (_name, text) => {
    expect(viewsOf(text).first).toBe(PLAIN)
  })

  it.each(SECOND)('%s: in the second view', (_name, text) => {
    const { first, second, disguise } = viewsOf(text)
    expect(first).not.toBe(PLAIN)
    expect(second).toBe(PLAIN)
    expect(disguise.view?.disguised).toBe(true)
    expect(disguise.range).toBeDefined()
  })

  it.each([
    ['soft hyphens between single letters', 'p\u00ada\u00ady the fee'],
    ['zero-width space in a word', 'pa\u200by the fee'],
  ])('%s: marked as disguised without a second view', (_name, text) => {
    const { first, second, disguise } = viewsOf(text)
    expect(first).toBe(' pay the fee ')
    expect(second).toBeUndefined()
    expect(disguise.range).toBeDefined()
  })
})

describe('honest texts', () => {
  it.each([
    [
      'Russian',
      'Здравствуйте! Мы ищем инженера на удалённую работу. Оплата раз в месяц, а также премия. Опыт с Java и C++ от 3 лет, ОС Linux.',
    ],
    ['Russian, short', 'Как дела? А у вас?'],
    [
      'Ukrainian',
      "Вітаємо! Ми шукаємо розробника, м'ясо й ґанок. Зарплата від 3000 $, email і Telegram за бажанням. Є питання?",
    ],
    [
      'Greek',
      'Καλησπέρα, αναζητούμε έναν μηχανικό για την ομάδα μας στην Αθήνα. Η αμοιβή είναι 30 € την ώρα, email και βιογραφικό.',
    ],
    [
      'German',
      'Guten Tag, wir suchen für unser Team in München eine Softwareentwicklerin (m/w/d). Größe z. B. 20 Personen, d. h. überschaubar.',
    ],
    [
      'German with soft hyphens',
      'Vorstellungs\u00adgespräch und Donaudampf\u00adschifffahrts\u00adgesellschaft',
    ],
    [
      'Turkish',
      'Merhaba, İstanbul ofisimiz için yazılım mühendisi arıyoruz. Iğdır ve ılık şey, IŞIK.',
    ],
    [
      'Vietnamese',
      'Chào bạn, chúng tôi đang tuyển kỹ sư phần mềm. Người ứng tuyển cần được phỏng vấn trước, khuỷu tay, rượu.',
    ],
    ['Czech', 'Žďár nad Sázavou: příští týden číší řízení, šťáva.'],
    ['Polish', 'Cześć, szukamy programisty. Łódź, źdźbło, wynagrodzenie brutto.'],
    [
      'French',
      'Bonjour, la fée a pris le thé. Crédit, régime, téléphone, résumé, équipe, caméra, vérification, télégramme.',
    ],
    ['Yoruba', 'Ẹ káàbọ̀, iṣẹ́ wà fún ẹ̀kọ́ yìí.'],
    ['Japanese', '副業の募集です。リモートワーク可。ＩＴエンジニア、ｶﾅ。'],
    ['Chinese', '您好，我们正在招聘工程师，月薪２万。'],
    ['Korean', '안녕하세요, 재택근무 알바를 모집합니다.'],
    ['Arabic', 'مرحبا، نبحث عن مهندس للعمل عن بعد \u200fWhatsApp\u200f متاح.'],
    ['Persian', 'سلام، می\u200cخواهم با شما صحبت کنم.'],
    ['Hebrew', 'שלום, אנחנו מחפשים מהנדס. \u200fC++\u200f יתרון.'],
    ['Hindi', 'नमस्ते, हम एक इंजीनियर की तलाश में हैं। क्\u200dष'],
    [
      'names of techniques',
      'We use k8s, i18n, web3, b2b, p2p, S3, EC2, log4j, h264, SHA256, base64, win32, 401k, c2c, 2FA, 3D, 10am, 150k, 1st, step1.',
    ],
    ['initials', 'J. R. R. Tolkien, U.S.A., e.g. A B C D, i.e. the Q & A, I. B. M., a.k.a.'],
    ['an enumeration', 'a b c d e f g'],
    ['a spaced headline', 'S T E L L E N A N G E B O T'],
    ['science', 'α-particle, µTorrent, 5 µm, Δt, kΩ, β-carotene, π'],
    ['a quoted foreign word', 'The word Москва and Ελλάδα stand in an English text, as does ОК.'],
    [
      'an address and a price',
      'Write to p@y.example or ana@example.com, $150k, US$20, wow!ok, a|b',
    ],
    ['single letters', 'The letters "А" and `Σ`, `σ` stand alone.'],
    ['short numbers', 'DPU-1SO, ISO 9001, 10am, 2nd'],
    ['emoji', 'Plan 🅰️ or parking 🅿️ 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇦'],
    ['mathematical letters for emphasis', '𝗪𝗲 𝗮𝗿𝗲 𝗵𝗶𝗿𝗶𝗻𝗴'],
    ['phonetics', 'bit [bɪt], cat [kæt], get [ɡɛt]'],
  ])('%s: no second view', (_language, text) => {
    const { second, disguise } = viewsOf(text)
    expect(second).toBeUndefined()
    expect(disguise.range).toBeUndefined()
  })
})

describe('Latin letters in Cyrillic words', () => {
  it.each([
    ['Отличнaя зaрплaта, пишите нам', ' отличная зарплата пишите нам '],
    ['Висока зaрплата та премія', ' висока зарплата та премія '],
  ])('%j', (text, expected) => {
    expect(viewsOf(text).second).toBe(expected)
  })

  it.each([
    ['Продаю iPhoneом и ITшник, SEOшник, PRщик ищет работу'],
    ['Вiн прийшов i сказав, що вiльнi мiсця є'],
    ['Опыт с C++ и Java, 1С и SQL обязателен'],
  ])('stay in %j', (text) => {
    expect(viewsOf(text).second).toBeUndefined()
  })
})

describe('offsets of the second view', () => {
  it.each([
    ['send the wаllet now', 'wallet', 'wаllet'],
    ['so \u202eyap\u202c now', 'pay', '\u202eyap\u202c'],
    ['please p a y now', 'pay', 'p a y'],
    ['your $alary now', 'salary', 'alary'],
    ['the f33 is', 'fee', 'f33'],
  ])('%j: %s', (text, word, original) => {
    const view = undoDisguise(text, cutWords(text)).view!
    const index = view.words.indexOf(word)
    expect(index).toBeGreaterThanOrEqual(0)
    expect(text.slice(view.starts[index], view.ends[index])).toBe(original)
  })

  it('lie in the text, start before they end, never go back, for any text', () => {
    const piece = fc.constantFrom(
      ...Array.from(
        'pаyеορfe14@$!. \u202e\u202c\u200b\u00ad\u0301\u0336ᴘᴀʏяи\u{e0070}\u{e0061}\u{1f170}\u{1f175}',
      ),
      'wallet',
      'p a y',
      'f33',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const { view, range } = undoDisguise(text, cutWords(text))
        if (range !== undefined) {
          expect(range[0]).toBeLessThan(range[1])
          expect(range[1]).toBeLessThanOrEqual(text.length)
        }
        let last = 0
        view?.words.forEach((_word, index) => {
          expect(view.starts[index]).toBeGreaterThanOrEqual(last)
          expect(view.ends[index]).toBeGreaterThan(view.starts[index]!)
          expect(view.ends[index]).toBeLessThanOrEqual(text.length)
          last = view.starts[index]!
        })
      }),
      { numRuns: 3000 },
    )
  })
})
