/** Event fields whose values are names of signals. */
const SIGNAL_FIELDS: ReadonlySet<string> = new Set([
  'message.signals',
  'thread.signals',
  'thread.own_signals',
])

/** Names of the signals whose presence in the message or the conversation a detection asks for. */
export function listNamedSignals(detection: Readonly<Record<string, unknown>>): string[] {
  const names = new Set<string>()
  for (const selection of Object.values(detection)) collectNames(selection, names)
  return [...names]
}

function collectNames(selection: unknown, names: Set<string>): void {
  if (Array.isArray(selection)) {
    for (const item of selection) collectNames(item, names)
  } else if (typeof selection === 'object' && selection !== null) {
    for (const [field, value] of Object.entries(selection)) {
      if (!SIGNAL_FIELDS.has(field.split('|')[0] ?? '')) continue
      const values: unknown[] = Array.isArray(value) ? value : [value]
      for (const name of values) if (typeof name === 'string') names.add(name)
    }
  }
}
