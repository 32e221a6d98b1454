/**
 * Words that lures disguise. Only these are looked for behind digits (`p4y`), odd accents and spaced
 * letters (`p a y`): anything else could be a product, a unit or a name.
 */
const CONTENT = `
  account accounts address adhaar amazon application apply archive assessment assignment attachment bank
  binance bitcoin bonus btc bybit call camera candidate card career careers cash check cheque click code
  coinbase command commission company confidential contact contract copy credit crypto cryptocurrency
  customer deposit discord document documents dollars download driver earn earning earnings easy email
  employer employment ethereum exchange extra facebook fee fees file flexible form free fund funds gift
  github hire hired hiring home hour hourly identity immediately income install instagram interview
  investment invoice iso job jobs join launch license linkedin loan login manager message meta money
  month monthly number offer offers online open opportunity paid part parttime passport password paste
  pay payment payments payout paypal payroll payslip pdf percent personal phone platform position
  powershell prepaid profit program project receive recruiter recruiting recruitment refund register
  registration remote repository reward run salary screenshot secret secure security seed send shipping
  signal skype social software task tasks telegram teams terminal test tether token trading training
  transfer transaction unlock upgrade urgent usdt username vacancy verification verify visa wages wallet
  wechat weekly whatsapp winrar wire withdraw withdrawal work worker working zelle zoom
`
const SMALL = `
  a about all an and any are as at be by can do for from get has have how i if in into is it its me my
  need new no not now of on one or our out per so that the their them then this time to up us use via we
  what when will with within you your
`

const read = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

export const LURE_WORDS = read(CONTENT)
export const SMALL_WORDS = read(SMALL)

const LONGEST = 15
const MAX_RUN = 80

/** Cuts letters run together into as few known words as can be; undefined if that fails. */
export function splitKnownWords(letters: string): string[] | undefined {
  if (letters.length > MAX_RUN) return undefined
  const best: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const before = best[start]
      const word = letters.slice(start, end)
      if (before === undefined || !(LURE_WORDS.has(word) || SMALL_WORDS.has(word))) continue
      const known = best[end]
      if (known === undefined || before.length + 1 < known.length) best[end] = [...before, word]
    }
  }
  const words = best[letters.length]
  return words === undefined ? undefined : [...words]
}
