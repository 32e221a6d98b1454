import type { EventValue, Scalar } from '../event.ts'
import type { Message } from '../message.ts'
import { splitHost } from './domain.ts'
import { findImitation, isOfficialHost } from './imitation.ts'
import { unwrapLink } from './link.ts'
import type { CompiledLists } from './lists.ts'
import type { MessageWords } from './message-words.ts'
import { locateMade } from '../text/mapped-text.ts'
import { findTextLinks, isPlausibleHost } from './text-links.ts'
import { isIpHost, normalizeHost, parseUrl, type ParsedUrl } from './url.ts'
import { deriveFrom, type FactTable } from './values.ts'

/** Links of a message looked at; the rest of a longer list is left alone. */
const MAX_LINKS = 200

/** Schemes that start programs, run code or open files of this or another machine. */
const DANGEROUS_SCHEMES =
  /^(?:search-ms|search|ms-[a-z0-9-]+|file|javascript|vbscript|data|blob|smb|jar|mk|shell|res|ms-its|ssh|telnet|vscode(?:-insiders)?|cursor|rdp|rustdesk|anydesk|teamviewer\d*|intent|itms-services)$/
const WEB_PORTS = new Set([80, 443])

interface SeenLink {
  readonly url: ParsedUrl
  readonly target: string
  /** Words of the link as shown; absent for links written out in the text. */
  readonly shown?: string
  readonly path: string
  readonly range: readonly [number, number]
}

/** The facts of the links, marked up or written out (see rules/README.md). */
export function linkFacts(message: Message, lists: CompiledLists, words: MessageWords): FactTable {
  let links: readonly SeenLink[] | undefined
  const read = (): readonly SeenLink[] => (links ??= readLinks(message, lists, words))
  const each = (pick: (link: SeenLink) => readonly Scalar[] | Scalar | undefined) => () =>
    read().flatMap((link) => toValues(link, pick(link)))
  const imitates = (link: SeenLink) => findImitation(link.url.host, lists)
  return {
    'link.url': each(({ target }) => target),
    'link.host': each(({ url }) => url.host || undefined),
    'link.domain': each(({ url }) => domainOf(url)),
    'link.unlisted_domain': each(({ url }) => takeUnlistedDomain(url, lists)),
    'link.path': each(({ url }) => url.path || undefined),
    'link.scheme': each(({ url }) => url.scheme),
    'link.imitates': each((link) => imitates(link)?.organisation),
    'link.imitates_how': each((link) => imitates(link)?.how),
    'link.text_mismatch': each((link) => hasOtherHostInText(link, lists)),
    'link.shortener': each(({ url }) => lists.hasHost('shorteners', url.host)),
    'link.ip': each(({ url }) => isIpHost(url.host)),
    'link.punycode': each(({ url }) => isInternational(url.host)),
    'link.userinfo': each(({ url }) => url.hasUserInfo),
    'link.port': each(({ url }) => url.port !== undefined && !WEB_PORTS.has(url.port)),
    'link.category': each(({ url }) => lists.categorize(url.host, url.path)),
    'link.repository': each(({ url }) => readRepository(url)),
    'link.download_kind': each(({ url }) => readDownloadKind(url, lists)),
    'link.dangerous_scheme': each(({ url }) => takeDangerousScheme(url)),
  }
}

/** Of a host that no list knows: neither an organisation's own nor a known service's. */
function takeUnlistedDomain(url: ParsedUrl, lists: CompiledLists): string | undefined {
  if (isOfficialHost(url.host, lists)) return undefined
  const categories = lists.categorize(url.host, url.path)
  return categories.length === 0 ? domainOf(url) : undefined
}

function toValues(link: SeenLink, picked: readonly Scalar[] | Scalar | undefined): EventValue[] {
  if (picked === undefined || picked === false) return []
  const values = typeof picked === 'object' ? picked : [picked]
  return values.map((value) => deriveFrom(value, link.path, link.range[0], link.range[1]))
}

function readLinks(message: Message, lists: CompiledLists, words: MessageWords): SeenLink[] {
  const seen: SeenLink[] = []
  const targets = new Set<string>()
  const add = (href: string, rest: Omit<SeenLink, 'url' | 'target'>): void => {
    const target = unwrapLink(href)
    const url = parseUrl(target)
    if (url === undefined || seen.length >= MAX_LINKS) return
    targets.add(target)
    seen.push({ url, target, ...rest })
  }
  for (const [index, { href, text }] of (message.links ?? []).slice(0, MAX_LINKS).entries()) {
    add(href, { shown: text, path: `links.${index}.href`, range: [0, href.length] })
  }
  const made = words.plainOf('text')
  for (const link of findTextLinks(made?.text ?? message.text, lists, MAX_LINKS)) {
    const { href, start, end } = link
    const target = unwrapLink(href)
    if (targets.has(target) || targets.has(`${target}/`)) continue
    add(href, { path: 'text', range: locateMade(made, start, end) })
  }
  return seen
}

function domainOf(url: ParsedUrl): string | undefined {
  return url.host === '' ? undefined : (splitHost(url.host)?.domain ?? url.host)
}

const SHOWN_HOST =
  /^\s*(https?:\/\/|www\.)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}[a-z]{2,18}(?:\/|(?=[?#:\s.,)]|$)))/iu

/** The shown text starts with a host whose domain is not the target's. */
function hasOtherHostInText({ url, shown }: SeenLink, lists: CompiledLists): boolean {
  const [, mark, written] = SHOWN_HOST.exec(shown ?? '') ?? []
  if (written === undefined || url.host === '') return false
  if (mark === undefined && !isPlausibleHost(written, lists)) return false
  const named = splitHost(normalizeHost(written.replace('/', '')))
  return named !== undefined && named.domain !== domainOf(url)
}

function isInternational(host: string): boolean {
  return host.split('.').some((label) => label.startsWith('xn--')) || /[^\u0000-\u007f]/.test(host)
}

const REPOSITORY_HOSTS = new Set(
  'github.com gitlab.com bitbucket.org codeberg.org gitee.com gitea.com huggingface.co'.split(' '),
)
const RESERVED_OWNERS = new Set(
  `features topics sponsors about login join settings marketplace explore orgs site security blog docs
  models datasets spaces search pricing enterprise dashboard users groups help`.split(/\s+/),
)

/** `owner/name` on a code host, without `.git`. */
function readRepository(url: ParsedUrl): string | undefined {
  if (!REPOSITORY_HOSTS.has(url.host.replace(/^www\./, ''))) return undefined
  const [owner, name] = url.path.split('/').filter((part) => part !== '')
  if (owner === undefined || name === undefined || RESERVED_OWNERS.has(owner)) return undefined
  return `${owner}/${name.replace(/\.git$/, '')}`
}

/** Endings of pages, which are shown, not downloaded. */
const PAGE_ENDINGS = new Set('html htm xhtml xht shtml php pl cgi com app'.split(' '))

function readDownloadKind(url: ParsedUrl, lists: CompiledLists): string | undefined {
  const extension = /\.([a-z0-9_-]{1,15})\/?$/i.exec(url.path)?.[1]?.toLowerCase()
  if (extension === undefined || PAGE_ENDINGS.has(extension)) return undefined
  // A code host shows the file: `/owner/name/blob/main/app.js`.
  const isShown = /^\/[^/]+\/[^/]+\/(?:-\/)?(?:blob|tree|src)\//.test(url.path)
  if (isShown && lists.categorize(url.host, url.path).includes('code-host')) return undefined
  return lists.fileKinds.get(extension)
}

function takeDangerousScheme({ scheme }: ParsedUrl): string | undefined {
  return DANGEROUS_SCHEMES.test(scheme) ? scheme : undefined
}
