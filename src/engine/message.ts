/**
 * A message as a site definition reads it or a mail file holds it.
 * Only `id` and `text` are certain: what is unknown is left out, never guessed.
 */
export interface Message {
  /** Unique within the site and account. */
  readonly id: string
  /** Id of the site definition that read it, or `file`. */
  readonly site?: string
  readonly channel?: Channel
  /** The conversation it belongs to. */
  readonly threadId?: string
  /** Opaque: which of the user's accounts on the site. */
  readonly account?: string
  /** ISO 8601, UTC. */
  readonly sentAt?: string
  /** `outgoing` only on positive proof; left out, a message is judged as incoming. */
  readonly direction?: 'incoming' | 'outgoing'
  readonly sender?: Sender
  /** The user, as the page shows them. */
  readonly recipient?: Recipient
  readonly authentication?: Authentication
  readonly subject?: string
  /** As a reader sees it: no markup, line breaks kept. */
  readonly text: string
  /** Earlier mail quoted in this one. */
  readonly quoted?: string
  /** Text hidden by inline style, `hidden` or `aria-hidden`. */
  readonly hidden?: string
  readonly links?: readonly Link[]
  readonly attachments?: readonly Attachment[]
}

export type Channel = 'social' | 'email' | 'chat'

export interface Sender {
  readonly name?: string
  readonly email?: string
  readonly replyTo?: string
  readonly profileUrl?: string
  readonly headline?: string
  /** Connection degree: 1, 2 or 3. */
  readonly degree?: number
}

export interface Recipient {
  readonly name?: string
  readonly email?: string
  readonly headline?: string
}

export type AuthenticationResult = 'pass' | 'fail' | 'none'

export interface Authentication {
  readonly spf?: AuthenticationResult
  readonly dkim?: AuthenticationResult
  readonly dmarc?: AuthenticationResult
}

export interface Link {
  /** As found; unwrapping redirectors is the engine's work. */
  readonly href: string
  readonly text: string
}

export interface Attachment {
  readonly name: string
  readonly mime?: string
  /** Bytes. */
  readonly size?: number
  readonly url?: string
  /** MIME type that the file's first bytes show, where they were read. */
  readonly detected?: string
  /** The file's headers say that it can't be opened without a password. */
  readonly encrypted?: boolean
}
