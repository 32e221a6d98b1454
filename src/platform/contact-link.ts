import { isAddress } from './schema/policy.ts'

/**
 * Where a contact leads: a secure web page or a mail address; undefined of anything else (a phone number, a
 * room, a scheme that could start a program), which stays text.
 */
export function findContactLink(contact: string): string | undefined {
  const text = contact.trim()
  const address = text.replace(/^mailto:/i, '')
  if (isAddress(address)) return `mailto:${encodeURIComponent(address).replace('%40', '@')}`
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isSafe = url.protocol === 'https:' && url.username === '' && url.password === ''
  return isSafe ? url.href : undefined
}
