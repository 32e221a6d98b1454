/** Where the command line reads and writes. */
export interface Terminal {
  writeOut(text: string): void
  writeError(text: string): void
  readonly input: AsyncIterable<Uint8Array>
  /** Columns; a default where the output is no terminal. */
  readonly width: number
  readonly isColoured: boolean
}
