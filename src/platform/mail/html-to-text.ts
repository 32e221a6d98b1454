import { Parser } from 'htmlparser2'
import type { Link } from '../../engine/message.ts'
import { LineWriter } from './line-writer.ts'

export interface HtmlText {
  readonly text: string
  readonly quoted: string
  readonly hidden: string
  readonly links: readonly Link[]
  /** The page was cut: it is longer or nested deeper than any honest mail. */
  readonly isCut: boolean
}

const MAX_TEXT = 1_000_000
const MAX_HTML = 8_000_000
const MAX_DEPTH = 2_000
const MAX_LINKS = 20_000
/** The parser's work grows with the square of the depth: it is asked in small pieces. */
const PIECE = 16_384

/** A mail's HTML as a reader sees it, without a DOM: the same in Node, a worker and a page. */
export function readHtml(html: string): HtmlText {
  const reader = new HtmlReader()
  const parser = new Parser(reader, { decodeEntities: true })
  const end = Math.min(html.length, MAX_HTML)
  for (let at = 0; at < end && !reader.isFull; at += PIECE) {
    parser.write(html.slice(at, Math.min(at + PIECE, end)))
  }
  parser.end()
  return reader.finish(html.length > MAX_HTML)
}

type Part = 'text' | 'quoted' | 'hidden'

interface OpenElement {
  readonly name: string
  readonly part: Part
  readonly isExact: boolean
}

const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote center dd details div dl dt fieldset figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'
  ).split(' '),
)
const PARAGRAPHS: ReadonlySet<string> = new Set('p h1 h2 h3 h4 h5 h6 pre blockquote'.split(' '))
/** Not `head`: without its end tag it would swallow the page, which a browser shows. */
const SKIPPED: ReadonlySet<string> = new Set('script style title template'.split(' '))
/** Elements without an end: they are never left open. */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
)
const HIDDEN_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)|opacity\s*:\s*0(?:\.0*)?\s*(?:!|;|$))/i
/** How the common mail programs mark earlier mail. */
const QUOTE_CLASS =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra)(?:\s|$)/
const QUOTE_ID =
  /^(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION|reply-intro|mail-editor-reference-message-container)$/

class HtmlReader {
  readonly #parts: Record<Part, LineWriter> = {
    text: new LineWriter(MAX_TEXT),
    quoted: new LineWriter(MAX_TEXT),
    hidden: new LineWriter(MAX_TEXT),
  }
  readonly #open: OpenElement[] = []
  readonly #links: Link[] = []
  #anchor: { readonly href: string; text: string } | undefined
  #skipped = 0
  #isQuotedToTheEnd = false
  #isFull = false

  /** Once full it stays so, also when the end closes all that was open. */
  get isFull(): boolean {
    this.#isFull ||=
      this.#open.length > MAX_DEPTH ||
      this.#links.length > MAX_LINKS ||
      Object.values(this.#parts).some(({ isCut }) => isCut)
    return this.#isFull
  }

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    if (SKIPPED.has(name)) this.#skipped += 1
    const part = this.#choosePart(name, attributes)
    if (name === 'br') this.#parts[part].breakLine()
    else if (name === 'img') this.#add(part, attributes.alt ?? '')
    else if (name === 'td' || name === 'th') this.#parts[part].addSpace()
    else this.#breakBlock(name, part)
    if (name === 'a') this.#openAnchor(attributes.href)
    if (VOID.has(name)) return
    const isExact = name === 'pre' || (this.#open.at(-1)?.isExact ?? false)
    this.#open.push({ name, part, isExact })
  }

  onclosetag(name: string): void {
    if (VOID.has(name)) return
    const element = this.#open.pop()
    if (SKIPPED.has(name)) this.#skipped -= 1
    if (name === 'a') this.#closeAnchor()
    if (element !== undefined) this.#breakBlock(name, element.part)
  }

  ontext(text: string): void {
    const part = this.#open.at(-1)?.part ?? (this.#isQuotedToTheEnd ? 'quoted' : 'text')
    if (this.#skipped === 0) this.#add(part, text)
  }

  finish(isCut: boolean): HtmlText {
    this.#closeAnchor()
    const { text, quoted, hidden } = this.#parts
    return {
      text: text.finish(),
      quoted: quoted.finish(),
      hidden: hidden.finish(),
      links: this.#links,
      isCut: isCut || this.isFull,
    }
  }

  #add(part: Part, text: string): void {
    if (this.#open.at(-1)?.isExact === true) this.#parts[part].addExact(text)
    else this.#parts[part].addText(text)
    if (this.#anchor !== undefined && this.#anchor.text.length < 2_000) this.#anchor.text += text
  }

  #breakBlock(name: string, part: Part): void {
    if (PARAGRAPHS.has(name)) this.#parts[part].breakParagraph()
    else if (BLOCKS.has(name)) this.#parts[part].breakBlock()
  }

  /** Hidden inside a quotation is hidden; a quotation inside hidden text too. */
  #choosePart(name: string, attributes: Readonly<Record<string, string>>): Part {
    const outer = this.#open.at(-1)?.part ?? 'text'
    if (outer === 'hidden' || isHidden(attributes)) return 'hidden'
    // Outlook marks only where the earlier mail begins: all that follows is quoted.
    if (QUOTE_ID.test(attributes.id ?? '')) this.#isQuotedToTheEnd = true
    const isQuote = name === 'blockquote' || QUOTE_CLASS.test(attributes.class ?? '')
    return isQuote || this.#isQuotedToTheEnd ? 'quoted' : outer
  }

  #openAnchor(href: string | undefined): void {
    this.#closeAnchor()
    if (href !== undefined && href.trim() !== '') this.#anchor = { href: href.trim(), text: '' }
  }

  #closeAnchor(): void {
    if (this.#anchor === undefined) return
    const { href, text } = this.#anchor
    this.#links.push({ href, text: text.replace(/\s+/g, ' ').trim() })
    this.#anchor = undefined
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return (
    'hidden' in attributes ||
    attributes['aria-hidden']?.trim().toLowerCase() === 'true' ||
    HIDDEN_STYLE.test((attributes.style ?? '').slice(0, 4_000))
  )
}
