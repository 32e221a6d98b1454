const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** First e-mail address in a text, lower case. */
export function findEmail(text: string): string | undefined {
  for (const word of text.slice(0, 2_000).split(/[\s<>()[\]"',;]+/)) {
    const address = word.replace(/^mailto:/i, '')
    const at = address.lastIndexOf('@')
    if (at > 0 && address.length <= 320 && /^[^@\s]+\.[^@\s.]{2,}$/u.test(address.slice(at + 1))) {
      return address.toLowerCase()
    }
  }
  return undefined
}

/**
 * `Ana Example <ana@skyward.example>`: the address is that of the last brackets, whatever addresses the
 * name imitates. Without brackets all is the name, and an address only where there is nothing else.
 */
export function splitAddress(text: string): { readonly name: string; readonly email?: string } {
  const value = text.trim()
  const [open, close] = [value.lastIndexOf('<'), value.lastIndexOf('>')]
  const isBare = open < 0 || close < open
  const inside = isBare ? (/\s/u.test(value) ? '' : value) : value.slice(open + 1, close)
  const email = findEmail(inside)
  const name = isBare && email !== undefined ? '' : isBare ? value : value.slice(0, open).trim()
  return { name, ...(email === undefined ? {} : { email }) }
}

/** The address of a `mailto:` link, without its parameters. */
export function parseMailto(href: string): string | undefined {
  if (!/^mailto:/i.test(href)) return undefined
  const [address = ''] = href.slice(7).split('?')
  return findEmail(decodePercent(address))
}

/** As it stands where it is not encoded well. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Connection degree: the one digit in `· 2nd`, `· 3º`, `2. Grades`; undefined where there is no single one. */
export function parseDegree(text: string): string | undefined {
  const digits = text.match(/\p{Nd}/gu) ?? []
  const [digit] = digits
  return digits.length === 1 && digit !== undefined && '123'.includes(digit) ? digit : undefined
}

/** `(~415 B)`, `78 KB`, `1,2 Mo`, `3.4 MiB` → bytes. */
export function parseSize(text: string): string | undefined {
  const match = /(\d{1,6})(?:[.,](\d{1,2}))?\s?([kmg]?)(?:i?[bo]|bytes?)\b/iu.exec(
    text.slice(0, 200),
  )
  if (match === null) return undefined
  const [, whole = '', part = '', unit = ''] = match
  const power = ' kmg'.indexOf(unit.toLowerCase())
  return String(Math.round(Number(`${whole}.${part}`) * 1024 ** power))
}

/**
 * ISO 8601, UTC. Read are: ISO dates (without a zone: the browser's), seconds or milliseconds since
 * 1970, and English dates with the month's name. `05/06/2026` is not read: it would be a guess.
 */
export function parseDate(text: string): string | undefined {
  const value = text.trim().slice(0, 100)
  if (/^\d{10}(?:\.\d{1,6})?$/.test(value)) return toIso(Math.floor(Number(value) * 1000))
  if (/^\d{13}$/.test(value)) return toIso(Number(value))
  const iso =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      value,
    )
  if (iso !== null) return toIso(Date.parse(`${iso[1] ?? ''}T${iso[2] ?? ''}${iso[3] ?? ''}`))
  return hasEnglishDate(value) ? toIso(Date.parse(value.replace(/\s+at\s+/i, ' '))) : undefined
}

function hasEnglishDate(text: string): boolean {
  const words = text.toLowerCase().split(/[^a-z]+/)
  const hasMonth = words.some((word) => MONTHS.includes(word.slice(0, 3)) && word.length >= 3)
  return hasMonth && /\b\d{4}\b/.test(text) && /\d{1,2}:\d{2}/.test(text)
}

function toIso(millis: number): string | undefined {
  return Number.isFinite(millis) ? new Date(millis).toISOString() : undefined
}

const MIME_BY_CLASS: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  zip: 'application/zip',
}

/**
 * With a prefix, `ui-attachment--pdf` → `application/pdf`; without one, two words such as
 * `application zip` → `application/zip`.
 */
export function parseMimeClass(classes: string, prefix: string | undefined): string | undefined {
  const words = classes.split(/\s+/).filter((word) => word !== '')
  if (prefix !== undefined) {
    const kind = words.find((word) => word.startsWith(prefix))?.slice(prefix.length)
    return kind === undefined ? undefined : MIME_BY_CLASS[kind]
  }
  const top = words.findIndex((word) =>
    /^(?:application|audio|image|message|text|video)$/.test(word),
  )
  const sub = words[top + 1]
  return top < 0 || sub === undefined ? undefined : `${words[top] ?? ''}/${sub}`
}
