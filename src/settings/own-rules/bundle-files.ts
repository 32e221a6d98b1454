interface TextFile {
  readonly path: string
  readonly text: string
}

const MARK = /^# file: (\S+)$/

/** All files in one: YAML documents, each file's behind a comment with its name. */
export function bundleFiles(files: readonly TextFile[]): string {
  return files
    .map(
      ({ path, text }) => `---\n# file: ${path}\n${text.replace(/^---[ \t]*\n/, '').trimEnd()}\n`,
    )
    .join('')
}

/** The files of a bundle; any other text is one file. */
export function unbundleFiles(path: string, text: string): TextFile[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const starts = lines.flatMap((line, index) => {
    const name = lines[index - 1] === '---' ? MARK.exec(line)?.[1] : undefined
    return name === undefined ? [] : [{ name, index }]
  })
  if (starts.length === 0 || starts[0]?.index !== 1) return [{ path, text }]
  return starts.map(({ name, index }, at) => {
    const next = starts[at + 1]
    const own = lines.slice(index + 1, next === undefined ? lines.length : next.index - 1)
    return { path: name, text: `${own.join('\n').trimEnd()}\n` }
  })
}
