const TECHNIQUE = /^attack\.t(\d{4})(?:\.(\d{3}))?$/i
const OTHER = /^attack\.([gsm])(\d{4})$/i
const FOLDERS: Readonly<Record<string, string>> = { g: 'groups', s: 'software', m: 'mitigations' }
const ROOT = 'https://attack.mitre.org'

/** ATT&CK's name of a rule's tag and its page; undefined where the tag names none. */
export function findAttackPage(tag: string): { name: string; href: string } | undefined {
  const [, technique, part] = TECHNIQUE.exec(tag) ?? []
  if (technique !== undefined) {
    const name = `T${technique}`
    return part === undefined
      ? { name, href: `${ROOT}/techniques/${name}/` }
      : { name: `${name}.${part}`, href: `${ROOT}/techniques/${name}/${part}/` }
  }
  const [, kind = '', number] = OTHER.exec(tag) ?? []
  const folder = FOLDERS[kind.toLowerCase()]
  if (folder === undefined || number === undefined) return undefined
  const name = kind.toUpperCase() + number
  return { name, href: `${ROOT}/${folder}/${name}/` }
}
