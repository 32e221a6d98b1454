/** One JSON value as one line. Characters that a terminal would obey are escaped. */
export function toJsonLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${json.replace(/[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g, escapeUnit)}\n`
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
