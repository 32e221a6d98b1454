import type { HandOverContent } from './handed-message.ts'

/** The hand-over as JSON, for programs of a security team. */
export function writeJson({ messages, choice, createdAt, version }: HandOverContent): string {
  const { hidesOwn, withExcerpt, withNote, withOwnMessages, withPage } = choice
  const report = {
    format: 'lurewatch-report',
    version: 1,
    createdAt,
    generator: `Lurewatch ${version}`,
    /** The words themselves stay here: they are what was to be left out. */
    redaction: { hidesOwn, withExcerpt, withNote, withOwnMessages, withPage },
    messages,
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
