const MAX_LENGTH = 2000
// Not `[::1]`: a Content Security Policy has no word for it.
const LOOPBACK = ['127.0.0.1', 'localhost']

/** Why text is no address of a source. */
export type AddressFault = 'no-address' | 'not-secure' | 'extra-parts'

/**
 * Reads the address of a source as a person types it: `https://` may be left out, a `/` is added. It must
 * be https, or http on this machine, without user name, password, query and fragment.
 */
export function parseSourceUrl(text: string): { url: string } | { fault: AddressFault } {
  const typed = text.trim()
  const address = typed.includes('://') ? typed : `https://${typed}`
  if (typed === '' || typed.length > MAX_LENGTH || !URL.canParse(address)) {
    return { fault: 'no-address' }
  }
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(
    address,
  )
  if (protocol !== 'https:' && protocol !== 'http:') return { fault: 'not-secure' }
  if (protocol === 'http:' && !LOOPBACK.includes(hostname)) return { fault: 'not-secure' }
  if (username + password + search + hash !== '' || /[?#]/.test(address)) {
    return { fault: 'extra-parts' }
  }
  return { url: `${origin}${pathname.replace(/\/?$/, '/')}` }
}
