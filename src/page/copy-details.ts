import type { Warning } from '../platform/schema/views.ts'
import type { PanelTexts } from './panel-texts.ts'

/**
 * What "Copy details" gives: verdict, rules and hosts. No text of the message, no name, no path of a
 * link: it may be pasted anywhere.
 */
export function writeDetails(warning: Warning, texts: PanelTexts): string {
  const { verdict, site, hosts = [], attachments = [], ruleSet } = warning
  const lines = [
    `Lurewatch: ${texts.nameLevel(verdict.level)}`,
    ...verdict.findings.map(({ name, title, tags = [] }) => {
      const ids = tags.filter((tag) => tag.startsWith('attack.')).join(', ')
      return `- ${title} (${name}${ids === '' ? '' : `; ${ids}`})`
    }),
    writeLine(texts.get('copy_hosts'), hosts.map(defang)),
    writeLine(texts.get('copy_files'), attachments.map(listKinds)),
    writeLine(texts.get('copy_site'), site === undefined ? [] : [site]),
    writeLine(texts.get('copy_rules'), ruleSet === undefined ? [] : [ruleSet]),
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function writeLine(name: string, values: readonly string[]): string {
  return values.length === 0 ? '' : `${name} ${[...new Set(values)].join(', ')}`
}

/** A host that no program turns into a link. */
function defang(host: string): string {
  return host.replaceAll('.', '[.]')
}

/** The endings alone: a file's name often holds that of its reader. */
function listKinds(name: string): string {
  const [, kinds] = /((?:\.[a-z0-9]{1,8}){1,3})$/i.exec(name.trim()) ?? []
  return kinds === undefined ? '?' : `*${kinds.toLowerCase()}`
}
