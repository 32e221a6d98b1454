import { readMail, type MailResult } from '../../../src/platform/mail/read-mail.ts'

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Each character is one byte. */
export function toLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

type Read = Extract<MailResult, { ok: true }>

/** Reads a mail that must be readable. */
export async function readText(mail: string): Promise<Read> {
  const result = await readMail(toBytes(mail), 'place')
  if (!result.ok) throw new Error(result.reason)
  return result
}

/** A part of a multipart mail with the boundary `b`. */
export function part(headers: string, body: string): string {
  return `--b\n${headers}\n\n${body}\n`
}

export function multipart(kind: string, ...parts: readonly string[]): string {
  return `From: Ana <ana@talent.example>\nMIME-Version: 1.0\nContent-Type: multipart/${kind}; boundary=b\n\n${parts.join('')}--b--\n`
}
