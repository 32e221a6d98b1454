import type { Email } from 'postal-mime'

type Part = Email['attachments'][number]

/**
 * Texts whose type is written wrongly (`text/plain charset=x`, or none that is a type): the parser
 * takes them for files, a mail program shows them.
 */
export function takeStrayTexts(email: Email, kind: 'plain' | 'html'): string[] {
  return email.attachments
    .filter((part) => isStrayText(part) && isHtml(part) === (kind === 'html'))
    .map(({ content }) =>
      typeof content === 'string' ? content : new TextDecoder().decode(content),
    )
}

export function isStrayText(part: Part): boolean {
  const { filename, disposition, mimeType } = part
  if (filename !== null || disposition === 'attachment') return false
  const isText = /^text\/plain\b/.test(mimeType) || !/^[^\s/]+\/[^\s/]+/.test(mimeType)
  return isText || isHtml(part)
}

function isHtml({ mimeType }: Part): boolean {
  return /^text\/html\b/.test(mimeType)
}
