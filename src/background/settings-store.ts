import * as v from 'valibot'
import { loadPolicy } from '../platform/managed.ts'
import { CallRefused } from '../platform/messages.ts'
import { settingsSchema, type Settings } from '../platform/schema/views.ts'
import { readStored, writeStored } from '../platform/storage.ts'

const KEY = 'settings'

export const DEFAULT_SETTINGS: Settings = {
  retentionDays: 180,
  disabledRules: [],
  ruleLevels: {},
  notify: false,
}
const NAMES = ['retentionDays', 'disabledRules', 'ruleLevels', 'notify'] as const

type Chosen = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** Each setting falls back by itself, so that one bad value loses no other. */
const storedSchema = v.object({
  retentionDays: v.fallback(v.optional(settingsSchema.entries.retentionDays), undefined),
  disabledRules: v.fallback(v.optional(settingsSchema.entries.disabledRules), undefined),
  ruleLevels: v.fallback(v.optional(settingsSchema.entries.ruleLevels), undefined),
  notify: v.fallback(v.optional(settingsSchema.entries.notify), undefined),
})

/** What a policy locks, else what the user chose, else what the policy gives to start with. */
export async function loadSettings(): Promise<Settings> {
  const { settings: given = {}, locked = [] } = await loadPolicy()
  const chosen = await loadChosen()
  const pick = <K extends (typeof NAMES)[number]>(name: K): Settings[K] => {
    const own = locked.includes(name) ? undefined : chosen[name]
    return own ?? given[name] ?? DEFAULT_SETTINGS[name]
  }
  return {
    retentionDays: pick('retentionDays'),
    disabledRules: pick('disabledRules'),
    ruleLevels: pick('ruleLevels'),
    notify: pick('notify'),
  }
}

/** Keeps what the user chooses; refuses the whole change where the policy locks any of it. */
export async function changeSettings(change: Chosen): Promise<Settings> {
  const { locked = [] } = await loadPolicy()
  const refused = NAMES.find((name) => change[name] !== undefined && locked.includes(name))
  if (refused !== undefined) throw new CallRefused(`${refused} is managed by your organisation`)
  const old = await loadChosen()
  const disabledRules = change.disabledRules ?? old.disabledRules
  await writeStored('local', KEY, {
    retentionDays: change.retentionDays ?? old.retentionDays,
    disabledRules: disabledRules === undefined ? undefined : [...new Set(disabledRules)],
    ruleLevels: change.ruleLevels ?? old.ruleLevels,
    notify: change.notify ?? old.notify,
  })
  return loadSettings()
}

async function loadChosen(): Promise<Chosen> {
  return (await readStored('local', KEY, storedSchema)) ?? {}
}
