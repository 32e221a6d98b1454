import type { RuleFile } from '../read-pack.ts'
import type { FileFault } from '../read-yaml.ts'

/** UTF-16 units of one file, and of all together. */
export const MAX_OWN_TEXT = 200_000
export const MAX_OWN_FILES = 500
export const MAX_OWN_TOTAL = 2_000_000
export const MAX_OWN_PATH = 100

/** File name, below at most one of the folders by which documents are told apart. */
const PATH = /^(?:(?:sites|texts|lists|signals|stories|exceptions)\/)?[a-z0-9][a-z0-9_.-]*\.ya?ml$/

/** Whether a file of the user may be called so. */
export function isOwnPath(path: string): boolean {
  return path.length <= MAX_OWN_PATH && PATH.test(path)
}

/** The nearest path that a file may have: `My Rule (2).YML` → `my_rule_2.yml`. */
export function makeOwnPath(name: string): string {
  const parts = name.toLowerCase().replaceAll('\\', '/').split('/')
  const file = (parts.at(-1) ?? '').replace(/\.ya?ml$/, '')
  const stem = file.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '')
  const folder = parts.at(-2) ?? ''
  const path = `${stem === '' ? 'rules' : stem.slice(0, 60)}.yml`
  return isOwnPath(`${folder}/${path}`) ? `${folder}/${path}` : path
}

/** Why a file is not read at all; nothing where it is. */
export function refuseFile({ path, text }: RuleFile): FileFault[] {
  if (text.length <= MAX_OWN_TEXT) return []
  return [{ path, line: 1, message: `is larger than ${MAX_OWN_TEXT / 1000} KB; split it` }]
}
