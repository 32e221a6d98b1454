/** Where in a YAML document something is being written. */
export interface YamlPlace {
  /** Keys above, from the document's top: `['detection', 'selection']`. */
  readonly path: readonly string[]
  /** Whether a key is being written, or a value of the path's last key. */
  readonly kind: 'key' | 'value'
  /** What stands there so far. */
  readonly typed: string
}

interface Open {
  readonly indent: number
  readonly key: string
}

const KEY = /^(\s*)((?:- +)*)(?:'([^']*)'|"([^"]*)"|([^\s'"#][^:#]*?))\s*:(?:\s+(.*))?$/
const MAX_LINES = 2_000

/**
 * The place at the end of `before`, found by indentation: what is being written is seldom sound YAML.
 * Lists in brackets count as values of their key; maps in braces are not looked into.
 */
export function findPlace(before: string): YamlPlace {
  const lines = before.split('\n').slice(-MAX_LINES)
  const line = lines.at(-1) ?? ''
  const open: Open[] = []
  for (const above of lines.slice(0, -1)) follow(open, above)
  const value = KEY.exec(line)
  if (value !== null && /:\s/.test(line.slice(line.indexOf(readKey(value))))) {
    follow(open, line)
    return { path: open.map(({ key }) => key), kind: 'value', typed: lastItem(value[6] ?? '') }
  }
  const [, lead = '', dashes = '', typed = ''] = /^(\s*)((?:- *)*)(.*)$/.exec(line) ?? []
  closeAbove(open, lead.length + dashes.length, dashes !== '' && lead.length)
  const path = open.map(({ key }) => key)
  const isItem = dashes !== '' || isInList(lines)
  return { path, kind: isItem && !takesKeys(path) ? 'value' : 'key', typed: lastItem(typed) }
}

function follow(open: Open[], line: string): void {
  if (/^---(?:\s|$)/.test(line)) open.length = 0
  const match = KEY.exec(line)
  if (match === null) return
  const indent = (match[1] ?? '').length + (match[2] ?? '').length
  closeAbove(open, indent, match[2] !== '' && (match[1] ?? '').length)
  open.push({ indent, key: readKey(match) })
}

/** A list's dash may stand right below the key that it belongs to. */
function closeAbove(open: Open[], indent: number, dash: number | false): void {
  const reaches = ({ indent: own }: Open): boolean =>
    own >= indent && !(dash !== false && own === dash && own < indent)
  while (open.length > 0 && reaches(open.at(-1) ?? { indent: 0, key: '' })) open.pop()
}

function readKey(match: RegExpExecArray): string {
  return match[3] ?? match[4] ?? match[5] ?? ''
}

/** `[a, b` → `b`; quotation marks are left away. */
function lastItem(value: string): string {
  const item = value.slice(value.lastIndexOf(value.includes('[') ? ',' : '\0') + 1)
  return item.replace(/^\s*[[{]?\s*['"]?/, '')
}

/** Inside brackets that were opened on a line above. */
function isInList(lines: readonly string[]): boolean {
  const near = lines.slice(-20).join('\n')
  return near.lastIndexOf('[') > near.lastIndexOf(']')
}

/** A list below these holds maps. */
function takesKeys(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'detection' && path[1] !== 'condition'
}
