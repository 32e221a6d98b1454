import type { Message } from '../message.ts'
import { findDottedTokens, type DottedToken } from '../text/dotted-tokens.ts'
import { readFiles, type NamedFile } from './attachment.ts'
import { hostOfAddress } from './domain.ts'
import { lookAtHost, type HostFacts } from './host-facts.ts'
import type { CompiledLists } from './lists.ts'
import { findMentions, type FileMention } from './mentioned-files.ts'
import { MessageWords } from './message-words.ts'
import { findClaims, type Claim } from './organisation-claims.ts'
import { readLinks, type SeenLink } from './seen-links.ts'

const MAX_SCAN = 200_000

/** A message with what several of its facts are made from; each part is made when it is first asked for. */
export class FactSource {
  readonly message: Message
  readonly lists: CompiledLists
  readonly words: MessageWords
  #senderHost: HostFacts | undefined
  #claims: readonly Claim[] | undefined
  #tokens: readonly DottedToken[] | undefined
  #links: readonly SeenLink[] | undefined
  #files: readonly NamedFile[] | undefined
  #mentions: readonly FileMention[] | undefined

  constructor(message: Message, lists: CompiledLists) {
    this.message = message
    this.lists = lists
    this.words = new MessageWords(message)
  }

  /** Host of the sender's address. */
  get senderHost(): HostFacts | undefined {
    const email = this.message.sender?.email
    if (email === undefined || this.#senderHost !== undefined) return this.#senderHost
    const host = hostOfAddress(email)
    return host === undefined ? undefined : (this.#senderHost = lookAtHost(host, this.lists))
  }

  /** Organisations for which the sender says to speak. */
  get claims(): readonly Claim[] {
    return (this.#claims ??= findClaims(this.message, this.lists, this.words))
  }

  /** The text as it would be typed plainly, as far as it is searched for links and files. */
  get plainText(): string {
    const text = this.words.plainOf('text')?.text ?? this.message.text
    return text.length > MAX_SCAN ? text.slice(0, MAX_SCAN) : text
  }

  /** What may be a host or a file name in it. */
  get tokens(): readonly DottedToken[] {
    return (this.#tokens ??= findDottedTokens(this.plainText))
  }

  get links(): readonly SeenLink[] {
    return (this.#links ??= readLinks(this))
  }

  get files(): readonly NamedFile[] {
    return (this.#files ??= readFiles(this.message, this.lists))
  }

  /** Files that the text names. */
  get mentions(): readonly FileMention[] {
    return (this.#mentions ??= findMentions(this.tokens, this.lists))
  }
}
