import { NO_VALUES, type EventValue, type Scalar } from '../event.ts'
import { splitHost } from './domain.ts'
import type { CompiledLists } from './lists.ts'
import type { SeenLink } from './seen-links.ts'
import { isPlausibleHost } from './text-links.ts'
import { isIpHost, normalizeHost, type ParsedUrl } from './url.ts'
import { deriveFrom, type FactTable } from './values.ts'

/** Schemes that start programs, run code or open files of this or another machine. */
const DANGEROUS_SCHEMES =
  /^(?:search-ms|search|ms-[a-z0-9-]+|file|javascript|vbscript|data|blob|smb|jar|mk|shell|res|ms-its|ssh|telnet|vscode(?:-insiders)?|cursor|rdp|rustdesk|anydesk|teamviewer\d*|intent|itms-services)$/
const WEB_PORTS = new Set([80, 443])

/** Values of each link. */
function each(
  pick: (link: SeenLink, lists: CompiledLists) => readonly Scalar[] | Scalar | undefined,
): FactTable[string] {
  return ({ links, lists }) => {
    if (links.length === 0) return NO_VALUES
    const values: EventValue[] = []
    for (const link of links) {
      const picked = pick(link, lists)
      if (picked === undefined || picked === false) continue
      const [start, end] = link.range
      for (const value of typeof picked === 'object' ? picked : [picked])
        values.push(deriveFrom(value, link.path, start, end))
    }
    return values
  }
}

/** The facts of the links, marked up or written out (see rules/README.md). */
export const linkFacts: FactTable = {
  'link.url': each(({ target }) => target),
  'link.host': each(({ url }) => url.host || undefined),
  'link.domain': each(domainOf),
  'link.unlisted_domain': each(takeUnlistedDomain),
  'link.path': each(({ url }) => url.path || undefined),
  'link.scheme': each(({ url }) => url.scheme),
  'link.imitates': each(({ host }) => host.imitation?.organisation),
  'link.imitates_how': each(({ host }) => host.imitation?.how),
  'link.text_mismatch': each(hasOtherHostInText),
  'link.shortener': each(({ host }) => host.isShortener),
  'link.ip': each(({ url }) => isIpHost(url.host)),
  'link.punycode': each(({ url }) => isInternational(url.host)),
  'link.userinfo': each(({ url }) => url.hasUserInfo),
  'link.port': each(({ url }) => url.port !== undefined && !WEB_PORTS.has(url.port)),
  'link.category': each(({ url, host }) => host.categorize(url.path)),
  'link.repository': each(({ url }) => readRepository(url)),
  'link.download_kind': each(readDownloadKind),
  'link.dangerous_scheme': each(({ url }) => takeDangerousScheme(url)),
}

/** Of a host that no list knows: neither an organisation's own nor a known service's. */
function takeUnlistedDomain(link: SeenLink): string | undefined {
  const { url, host } = link
  if (host.isOfficial || host.categorize(url.path).length > 0) return undefined
  return domainOf(link)
}

function domainOf({ url, host }: SeenLink): string | undefined {
  return url.host === '' ? undefined : host.domain
}

const SHOWN_HOST =
  /^\s*(https?:\/\/|www\.)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}[a-z]{2,18}(?:\/|(?=[?#:\s.,)]|$)))/iu

/** The shown text starts with a host whose domain is not the target's. */
function hasOtherHostInText(link: SeenLink, lists: CompiledLists): boolean {
  const { url, shown } = link
  if (shown === undefined) return false
  const [, mark, written] = SHOWN_HOST.exec(shown) ?? []
  if (written === undefined || url.host === '') return false
  if (mark === undefined && !isPlausibleHost(written, lists)) return false
  const named = splitHost(normalizeHost(written.replace('/', '')))
  return named !== undefined && named.domain !== domainOf(link)
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

function readDownloadKind({ url, host }: SeenLink, lists: CompiledLists): string | undefined {
  const extension = /\.([a-z0-9_-]{1,15})\/?$/i.exec(url.path)?.[1]?.toLowerCase()
  if (extension === undefined || PAGE_ENDINGS.has(extension)) return undefined
  // A code host shows the file: `/owner/name/blob/main/app.js`.
  const isShown = /^\/[^/]+\/[^/]+\/(?:-\/)?(?:blob|tree|src)\//.test(url.path)
  if (isShown && host.categorize(url.path).includes('code-host')) return undefined
  return lists.fileKinds.get(extension)
}

function takeDangerousScheme({ scheme }: ParsedUrl): string | undefined {
  return DANGEROUS_SCHEMES.test(scheme) ? scheme : undefined
}
