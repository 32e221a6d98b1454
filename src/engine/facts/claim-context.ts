import type { WordList } from '../text/word-list.ts'

export type ClaimSource = 'name' | 'headline' | 'text' | 'signature'

/** A name of an organisation at a word of a field. */
export interface Mention {
  readonly field: string
  readonly words: WordList
  readonly at: number
  readonly size: number
  readonly source: ClaimSource
  readonly isAmbiguous: boolean
}

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const HIRING = set(`
  recruiter recruiters recruiting recruitment recruit talent hr hiring careers career jobs staffing
  sourcer sourcing acquisition headhunter personalabteilung personal karriere recruiterin rekrutacja
  rekruter reclutador reclutadora selección empleo emploi recrutement recrutador recruteur recruteuse
  recrutadora selezione personale рекрутер рекрутерка рекрутинг hr-менеджер вакансії кадрів ik işe alım
`)
const ROLES = set(`
  manager director officer lead head partner specialist consultant engineer president vice executive
  coordinator associate advisor adviser representative resources people team department ceo cto coo cfo
  founder analyst administrator supervisor leiter leiterin geschäftsführer directeur directrice
  director directora direttore gerente менеджер директор керівник müdür müdürü
`)
const LEGAL = set(
  'the inc ag gmbh ltd plc corp corporation company co group llc sa se ab nv bv spa limited international systems',
)
/** "at Boeing", "from Boeing", "behalf of Boeing". */
const LINKS = set(`
  at from with for of behalf bei von vom der chez de du en del di da do na w z ze u od в у з із від от из
`)
const SELF = set(`
  i im ive my we our were represent representing behalf name ich mein wir unser je jai mon nous notre soy
  mi somos nuestro sono mio siamo sou meu somos ben ik mijn wij jestem mam я ми мене меня мы мой ben
`)
const OTHER = set(`
  you your youre youve yours their they his her ihr ihre ihren ihrem dein deine du votre vos vous tu su
  sus usted tuo suo seu sua twój twoje pani pana ваш ваша ваше ваші вас твой
`)
const PAST = set(`
  ex former formerly previously past alumni alumnus alumna ehemals ehemaliger ancien anciennement
  antes antiguo były колишній бывший`)
/** What one has from somebody else. */
const MESSAGES = set(`
  received got heard response reply answer mail email message letter call invitation offer nachricht
  antwort réponse respuesta risposta resposta odpowiedź відповідь ответ`)
/** What a site gives its members: "my LinkedIn account". */
const THINGS = set(
  'account accounts profile profiles page wallet app card konto profil compte cuenta perfil conta',
)
const REACH = 14

/**
 * Whether a mention reads as "I speak for it". Everyday words (`Shell`) need more: the sender's own
 * fields, or words about hiring beside them.
 */
export function readClaimContext(mention: Mention): boolean {
  if (isPast(mention) || (mention.isAmbiguous && !isCapitalized(mention))) return false
  switch (mention.source) {
    case 'name':
      return isClaimInName(mention)
    case 'headline':
      return !mention.isAmbiguous || isMarkedOff(mention) || hasNeighbour(mention, HIRING, 3)
    case 'signature':
      return isSignature(mention)
    case 'text':
      return isIntroduction(mention)
  }
}

/** "Boeing Careers", "Boeing"; "Harrison Ford" claims no car maker. */
function isClaimInName(mention: Mention): boolean {
  if (!mention.isAmbiguous) return true
  const { words, at, size } = mention
  const isWhole = words.count === size
  return isWhole || hasNeighbour(mention, HIRING, 2) || isOneOf(LEGAL, words.wordAt(at + size))
}

/** A name that is also a word is written with a capital, where the script has capitals. */
function isCapitalized({ field, words, at }: Mention): boolean {
  const first = field.slice(words.startAt(at), words.startAt(at) + 1)
  return first === first.toUpperCase()
}

function isPast({ words, at }: Mention): boolean {
  return isOneOf(PAST, words.wordAt(at - 1)) || isOneOf(PAST, words.wordAt(at - 2))
}

/** "at Shell", "Shell |": between separators or after a word that links. */
function isMarkedOff({ field, words, at, size }: Mention): boolean {
  if (isOneOf(LINKS, words.wordAt(at - 1))) return true
  const before = field.slice(0, words.startAt(at))
  const after = field.slice(words.endAt(at + size - 1))
  return /(?:^|[|·•,;@/]|[-–—])\s*$/u.test(before) && /^\s*(?:$|[|·•,;/]|[-–—])/u.test(after)
}

function hasNeighbour(
  { words, at, size }: Mention,
  sought: ReadonlySet<string>,
  reach: number,
): boolean {
  for (let step = 1; step <= reach; step++) {
    if (isOneOf(sought, words.wordAt(at - step))) return true
    if (isOneOf(sought, words.wordAt(at + size - 1 + step))) return true
  }
  return false
}

/** A line that is the name, perhaps with its legal form, or a role beside the name. */
function isSignature(mention: Mention): boolean {
  const { field, words, at, size } = mention
  if (
    /^\W*(?:sent (?:from|via|with)|get outlook|von meinem|envoyé|enviado|inviato|wysłane|надіслано|отправлено)/iu.test(
      field,
    )
  )
    return false
  if (/https?:|www\.|@/i.test(field) || words.count > 14) return false
  const rest = words.words.filter((_, i) => i < at || i >= at + size)
  if (rest.every((word) => LEGAL.has(word) || HIRING.has(word))) {
    return !mention.isAmbiguous || rest.length > 0
  }
  return (
    rest.some((word) => HIRING.has(word) || (!mention.isAmbiguous && ROLES.has(word))) &&
    !rest.some((word) => OTHER.has(word) || SELF.has(word))
  )
}

/** "I'm Ana, a recruiter at Boeing"; not "your years at Boeing". */
function isIntroduction(mention: Mention): boolean {
  const { words, at, size } = mention
  if (isOneOf(HIRING, words.wordAt(at + size)) && at < 60) return isTeamName(mention)
  const link = words.wordAt(at - 1)
  if (!isOneOf(LINKS, link)) return false
  const before = words.wordAt(at - 2)
  if (before === 'behalf' || link === 'behalf') return true
  // "the rent of a LinkedIn account", "an e-mail from Boeing": only a role or a name links so.
  if (link === 'of' && !isOneOf(HIRING, before) && !isOneOf(ROLES, before)) return false
  if (isOneOf(MESSAGES, before) || isOneOf(THINGS, words.wordAt(at + size))) return false
  let isSelf = false
  let isHiring = false
  for (let step = 2; step <= REACH; step++) {
    const index = at - step
    if (index < 0 || isSentenceBreak(mention, index)) break
    const word = words.wordAt(index)
    if (isOneOf(OTHER, word)) return false
    if (isOneOf(HIRING, word) || (!mention.isAmbiguous && isOneOf(ROLES, word))) isHiring = true
    if (isOneOf(SELF, word)) isSelf = true
  }
  return mention.isAmbiguous ? isSelf && isHiring : isSelf || isHiring
}

/** "Boeing Careers" and "the Boeing talent team", unless the reader is told to go there. */
function isTeamName({ words, at }: Mention): boolean {
  const before = [words.wordAt(at - 1), words.wordAt(at - 2), words.wordAt(at - 3)]
  return !before.some(
    (word) =>
      isOneOf(OTHER, word) || isOneOf(MESSAGES, word) || word === 'via' || word === 'through',
  )
}

function isSentenceBreak({ field, words, at }: Mention, index: number): boolean {
  const between = field.slice(words.endAt(index), words.startAt(index + 1))
  return index + 1 < at && /[.!?\n]/.test(between)
}

function isOneOf(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word)
}
