import type { FileFault, YamlDocument } from './read-yaml.ts'

export function faultAt(
  document: YamlDocument,
  at: readonly (string | number)[],
  message: string,
): FileFault {
  return { path: document.path, line: document.lineOf(at), message }
}
