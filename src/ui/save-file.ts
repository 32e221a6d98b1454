/** Milliseconds until the browser has surely taken the file over. */
const KEPT = 60_000

/**
 * Saves a text as a file, by a link that is clicked: no permission is needed for that, and the browser
 * asks or names the place as it does for any download.
 */
export function saveFile(file: {
  readonly name: string
  readonly type: string
  readonly text: string
}): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: `${file.type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), KEPT)
}
