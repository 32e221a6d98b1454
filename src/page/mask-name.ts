const MAX_NAME = 60
/** Pieces of a class this short are kept as they are: some sites have no longer ones (`a3s`). */
const SHORT = 8

/** A class as it stands, but for pieces that may be somebody's number or name: `row-0`, `x…`. */
export function maskClass(name: string): string {
  return maskPieces(name, (piece) => (piece.length <= SHORT ? piece : maskPiece(piece)))
}

/** An id: words are kept, numbers become `0`, anything else its outline. */
export function maskId(name: string): string {
  return maskPieces(name, maskPiece)
}

/** The outline of a value: `jane@skyward.example` becomes `a@a.a`. */
export function maskValue(value: string): string {
  return cut(
    value
      .replace(/\d+/g, '0')
      .replace(/[\p{L}\p{M}]+/gu, 'a')
      .replace(/\s+/g, ' '),
  )
}

function maskPieces(name: string, mask: (piece: string) => string): string {
  if (/[@%\s]|[^\x20-\x7e]/.test(name)) return maskValue(name)
  return cut(name.replace(/[a-z\d]+/gi, (piece) => mask(piece)))
}

/** `msgListItem` and `LIST` are words; `ACoAAB12xyz` is not. */
function maskPiece(piece: string): string {
  if (/^\d+$/.test(piece)) return '0'
  const isWord = /^[A-Z]?[a-z]*(?:[A-Z][a-z]+){0,6}$/.test(piece) || /^[A-Z]+$/.test(piece)
  if (isWord && piece.length <= 40) return piece
  const [letters = ''] = /^[a-z]+/i.exec(piece) ?? []
  const rest = piece.slice(letters.length)
  return /^\d+$/.test(rest) ? `${letters}0` : 'x'
}

function cut(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text
}
