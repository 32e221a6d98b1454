/** Why an update was refused. */
export type UpdateFault =
  'missing' | 'too-large' | 'malformed' | 'signature' | 'rollback' | 'expired' | 'mismatch'

/** An update that was not taken; what was there before stays. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError'
  readonly fault: UpdateFault
  /** The file of the repository in which the fault lies: `timestamp.json`. */
  readonly file: string
  /** Of `expired`: when that was, in milliseconds since 1970. */
  readonly expires: number | undefined

  constructor(fault: UpdateFault, file: string, reason: string, expires?: number) {
    super(`${file}: ${reason}`)
    this.fault = fault
    this.file = file
    this.expires = expires
  }
}
