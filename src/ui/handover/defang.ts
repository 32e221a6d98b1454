/**
 * Takes the life out of addresses: mail programs and chats make links of what looks like one, and a
 * report must not bring anybody to the sender's page by a slip. `hxxps://evil[.]example`.
 */
export function defang(text: string): string {
  return text.replace(/\bhttp(s?):\/\/([^\s/?#]+)/giu, (_, secure: string, host: string) => {
    return `hxxp${secure.toLowerCase()}://${defangHost(host)}`
  })
}

export function defangHost(host: string): string {
  return host.replaceAll('.', '[.]')
}

/** An address of mail or of a profile. */
export function defangAddress(address: string): string {
  if (address.includes('://')) return defang(address)
  const at = address.lastIndexOf('@')
  return at === -1 ? address : `${address.slice(0, at)}[@]${defangHost(address.slice(at + 1))}`
}
