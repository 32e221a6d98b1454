/** Thrown where keys or a published folder can't be used; the message names them and the fix. */
export class PackFolderError extends Error {
  override readonly name = 'PackFolderError'
}
