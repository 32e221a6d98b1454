import { useEffect, useState } from 'preact/hooks'

/** Address, on the settings page, at which a rule is read. */
export function linkRule(id: string): string {
  return `#rule=${encodeURIComponent(id)}`
}

/** Id of the rule that the page's address asks for. */
export function useWantedRule(): string | undefined {
  const [id, setId] = useState(() => readWanted(location.hash))
  useEffect(() => {
    const follow = () => setId(readWanted(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return id
}

export function readWanted(hash: string): string | undefined {
  const [, id] = /^#rule=(.+)$/.exec(hash) ?? []
  if (id === undefined) return undefined
  try {
    return decodeURIComponent(id)
  } catch {
    return undefined
  }
}
