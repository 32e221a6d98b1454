/** Whether an address (path, query, fragment) fits one of the patterns, in which `*` is anything. */
export function matchesPage(patterns: readonly string[], href: string): boolean {
  if (patterns.length === 0) return true
  const start = href.indexOf('/', href.indexOf('//') + 2)
  const page = start < 0 ? '/' : href.slice(start)
  return patterns.some((pattern) => matchesPattern(pattern.split('*'), page))
}

function matchesPattern([first = '', ...rest]: readonly string[], page: string): boolean {
  if (!page.startsWith(first)) return false
  const last = rest.pop()
  if (last === undefined) return page === first
  let at = first.length
  for (const part of rest) {
    const found = page.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return page.length - last.length >= at && page.endsWith(last)
}
