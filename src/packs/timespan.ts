const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** `15d` → milliseconds; undefined where it is no Sigma time span. */
export function parseTimespan(text: string): number | undefined {
  const match = /^([1-9]\d{0,6})([smhd])$/.exec(text)
  const unit = UNITS[match?.[2] ?? '']
  return unit === undefined ? undefined : Number(match?.[1]) * unit
}
