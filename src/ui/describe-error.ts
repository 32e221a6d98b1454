/** The sentence of an error, for a person. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
