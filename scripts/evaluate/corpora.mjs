import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A labelled set. `isSealed`: rules are never tuned on it, so nothing of it but figures is shown.
 * `conversation` of a row is what must not be divided between tuning and checking.
 * @typedef {{ name: string, isSealed: boolean, isReal: boolean, messages: object[],
 *   conversationOf: (message: object) => string }} Corpus
 */

export function readLines(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
}

/** Sets of other authors in the repository: those ending in `-b` are measured blind. @returns {Corpus[]} */
export function readOwnCorpora(folder) {
  const files = existsSync(folder) ? readdirSync(folder).sort() : []
  return files
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => {
      const name = file.replace('.jsonl', '')
      return labelledCorpus(name, readLines(join(folder, file)), name.endsWith('-b'))
    })
}

/** The sets of a folder outside the repository. @returns {Corpus[]} */
export function readSharedCorpora(folder) {
  if (!existsSync(folder)) return []
  const labels = readLines(join(folder, 'lures-real-tuning.labels.jsonl'))
  const labelOf = new Map(labels.map((row) => [row.id, row]))
  return [
    labelledCorpus('tuning', readLines(join(folder, 'tuning.jsonl')), false),
    {
      name: 'real lures',
      isSealed: false,
      isReal: true,
      messages: addLabels(readLines(join(folder, 'lures-real-tuning.jsonl')), labelOf),
      conversationOf: ({ incident }) => incident,
    },
    {
      name: 'real recruiting texts',
      isSealed: false,
      isReal: true,
      messages: readLines(join(folder, 'legit-real-tuning.jsonl')).map((message) => ({
        ...message,
        label: 'benign',
      })),
      conversationOf: ({ id }) => id,
    },
  ]
}

function labelledCorpus(name, messages, isSealed) {
  return {
    name,
    isSealed,
    isReal: false,
    messages,
    conversationOf: ({ threadId, id }) => threadId ?? id,
  }
}

function addLabels(messages, labelOf) {
  return messages.map((message) => {
    const { incident, stage, lang } = labelOf.get(message.id) ?? {}
    return { ...message, label: 'lure', campaign: incident, incident, stage, lang }
  })
}

/** As most pages show a message: without what the mail server found out about its sender. */
export function withoutAuthentication(message) {
  const { authentication: _, ...rest } = message
  return rest
}
