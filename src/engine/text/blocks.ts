/** More blocks than these are one: the rest of a long text counts as a whole. */
const MAX_BLOCKS = 64

/**
 * 32-bit hashes of the sentences of a text, to recognise a quotation of it: a quoted text was judged
 * before if each of its hashes is known. White space, line breaks, quote marks (`>`), letter case and
 * the line "… wrote:" don't count, since mail programs wrap, prefix and introduce what they quote.
 */
export function hashBlocks(text: string): number[] {
  const sentences = dropAttributions(text).split(SENTENCE_END)
  const blocks = sentences.map(squeeze).filter((sentence) => sentence !== '')
  const rest = blocks.splice(MAX_BLOCKS - 1).join('')
  if (rest !== '') blocks.push(rest)
  return [...new Set(blocks.map(hashText))]
}

/** A full stop counts where white space follows, wrapped or not; marks of Chinese and Japanese always. */
const SENTENCE_END = /[.!?:][\s>]+|[。！？：]/u

function squeeze(sentence: string): string {
  return sentence
    .replace(/[\s>]+/g, '')
    .replace(/[.!?:]+$/, '')
    .toLowerCase()
}

function dropAttributions(text: string): string {
  return text
    .split(/\r\n?|[\n\u2028\u2029]/)
    .filter((line) => !isAttribution(line))
    .join('\n')
}

const RULE =
  /^[\s>]*[-_]{3,40}(?:\s?(?:original message|forwarded message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|wiadomość oryginalna|исходное сообщение)\s?)?[-_]{0,40}\s*$/iu
const WROTE =
  /(?:wrote|schrieb|escribió|écrit|scritto|escreveu|schreef|napisał|написал|написала|написав|пише|пишет|写道)\s?[:：]\s*$/iu

/**
 * "On 3 May, Ana Example wrote:", "Am 3. Mai schrieb …:", "-----Original Message-----": short, dated and
 * without a link, so that nothing of weight can hide in it.
 */
function isAttribution(line: string): boolean {
  if (line.length > 160 || /:\/\/|www\./i.test(line)) return false
  return RULE.test(line) || (/\d/.test(line) && WROTE.test(line))
}

/** FNV-1a over the units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}
