import type { KnownRules } from '../packs/own/known-rules.ts'
import { checkOwnFiles, type OwnCheck } from '../packs/own/check-own-files.ts'
import {
  isOwnPath,
  makeOwnPath,
  MAX_OWN_FILES,
  MAX_OWN_TOTAL,
} from '../packs/own/own-file-limits.ts'
import { OWN, sourceOfRule } from '../packs/source-ids.ts'
import { loadPolicy } from '../platform/managed.ts'
import { CallRefused } from '../platform/messages.ts'
import type { OwnFileView } from '../platform/own-rules-protocol.ts'
import type { CallReply, CallRequest } from '../platform/protocol.ts'
import type { OwnFile } from './source-record.ts'
import type { RuleStore } from './rule-store.ts'

/** What calls about own rules work with. */
export interface OwnRulesContext {
  readonly rules: RuleStore
  readonly now: () => number
}

/** The active rules of all other sources. */
export async function readKnownRules({ rules }: OwnRulesContext): Promise<KnownRules> {
  const { signals, stories, exceptions, lists } = await (await rules.load()).readData()
  const isOther = ({ id }: { readonly id: string }): boolean => sourceOfRule(id) !== OWN
  return {
    signals: signals.filter(isOther),
    stories: stories.filter(isOther),
    exceptions: exceptions.filter(isOther),
    lists,
  }
}

/** All own files, each with its faults; a paused one is checked as if it were on. */
export async function listOwnRules(context: OwnRulesContext): Promise<OwnFileView[]> {
  const files = await context.rules.listOwnFiles()
  if (files.length === 0) return []
  const check = checkOwnFiles(files, await readKnownRules(context))
  return files.map((file) => viewFile(file, check)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

function viewFile(file: OwnFile, { rules, faults }: OwnCheck): OwnFileView {
  const { path, text, changedAt } = file
  return {
    path,
    text,
    changedAt,
    paused: file.paused === true,
    rules: rules
      .filter((rule) => rule.path === path)
      .map(({ parsed: { kind, rule } }) => {
        return { id: rule.id, title: rule.title, kind, level: rule.level }
      }),
    faults: faults
      .filter((fault) => fault.path === path)
      .map(({ line, message, kept }) => ({ line, message, ...(kept ? { kept } : {}) })),
  }
}

/** Keeps a file, unless another version than the one that was changed is there by now. */
export async function saveOwnRules(
  context: OwnRulesContext,
  { path, text, base, from }: CallRequest<'own-rules/save'>,
): Promise<CallReply<'own-rules/save'>> {
  let other: OwnFile | undefined
  await changeOwnFiles(context, (own) => {
    const before = own.find((file) => file.path === (from ?? path))
    const inTheWay = own.find((file) => file.path === path)
    other = findOther(before, base) ?? (path === (from ?? path) ? undefined : inTheWay)
    if (other !== undefined) return undefined
    const changedAt = nextTime(context.now(), own)
    const paused = before?.paused === true ? { paused: true as const } : {}
    const rest = own.filter((file) => file.path !== path && file.path !== from)
    return [...rest, { path, text, changedAt, ...paused }]
  })
  if (other !== undefined) return { other: { text: other.text, changedAt: other.changedAt } }
  const saved = (await listOwnRules(context)).find((file) => file.path === path)
  if (saved === undefined) throw new CallRefused('the file was removed meanwhile')
  return { saved }
}

/** A file that is gone is written anew: nothing is lost by that. */
function findOther(before: OwnFile | undefined, base: number | null): OwnFile | undefined {
  return before !== undefined && before.changedAt !== base ? before : undefined
}

export async function pauseOwnRules(
  context: OwnRulesContext,
  { path, paused }: CallRequest<'own-rules/pause'>,
): Promise<void> {
  await changeOwnFiles(context, (own) =>
    own.map((file) => {
      if (file.path !== path) return file
      const { text, changedAt } = file
      return { path, text, changedAt, ...(paused ? { paused } : {}) }
    }),
  )
}

export async function removeOwnRules(
  context: OwnRulesContext,
  path: string,
): Promise<CallReply<'own-rules/remove'>> {
  let removed: OwnFile | undefined
  await changeOwnFiles(context, (own) => {
    removed = own.find((file) => file.path === path)
    return own.filter((file) => file.path !== path)
  })
  if (removed === undefined) throw new CallRefused('no such file')
  return { path, text: removed.text, paused: removed.paused === true }
}

/** Takes files; what is there already under the same name with another text stays as it is. */
export async function takeOwnRules(
  context: OwnRulesContext,
  { files }: CallRequest<'own-rules/take'>,
): Promise<CallReply<'own-rules/take'>> {
  let taken: { path: string; isNew: boolean }[] = []
  await changeOwnFiles(context, (own) => {
    const kept = new Map(own.map((file) => [file.path, file]))
    taken = files.map(({ path, text, paused }) => {
      const free = findFreePath(kept, path, text)
      if (kept.has(free)) return { path: free, isNew: false }
      const changedAt = nextTime(context.now(), own)
      kept.set(free, { path: free, text, changedAt, ...(paused ? { paused } : {}) })
      return { path: free, isNew: true }
    })
    return taken.some(({ isNew }) => isNew) ? [...kept.values()] : undefined
  })
  return taken
}

/** The path itself, or one with a number; one that has this very text already is as good. */
function findFreePath(kept: ReadonlyMap<string, OwnFile>, wanted: string, text: string): string {
  const path = isOwnPath(wanted) ? wanted : makeOwnPath(wanted)
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? path : path.replace(/(?=\.ya?ml$)/, `_${count}`)
    const known = kept.get(tried)
    if (known === undefined || known.text === text) return tried
  }
}

/** Two saves within one millisecond are two versions all the same. */
function nextTime(now: number, own: readonly OwnFile[]): number {
  return own.reduce((time, { changedAt }) => Math.max(time, changedAt + 1), now)
}

async function changeOwnFiles(
  { rules }: OwnRulesContext,
  change: (own: readonly OwnFile[]) => readonly OwnFile[] | undefined,
): Promise<void> {
  const { usersMayWriteRules } = await loadPolicy()
  if (usersMayWriteRules === false) throw new CallRefused('your organisation manages the rules')
  await rules.change((state) => {
    const own = change(state.own)
    if (own === undefined) return undefined
    if (own.length > MAX_OWN_FILES) throw new CallRefused(`more than ${MAX_OWN_FILES} files`)
    const total = own.reduce((sum, { text }) => sum + text.length, 0)
    if (total > MAX_OWN_TOTAL) throw new CallRefused('more than 2 MB of own rules')
    return { ...state, own }
  })
}
