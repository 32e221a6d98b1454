import * as v from 'valibot'
import { settingsSchema, type Settings } from '../platform/schema/views.ts'
import { readStored, writeStored } from '../platform/storage.ts'

const KEY = 'settings'

export const DEFAULT_SETTINGS: Settings = {
  retentionDays: 180,
  disabledRules: [],
  ruleLevels: {},
  notify: false,
}

/** Each setting falls back by itself, so that one bad value loses no other. */
const storedSchema: v.GenericSchema<unknown, Settings> = v.object({
  retentionDays: v.fallback(settingsSchema.entries.retentionDays, DEFAULT_SETTINGS.retentionDays),
  disabledRules: v.fallback(settingsSchema.entries.disabledRules, DEFAULT_SETTINGS.disabledRules),
  ruleLevels: v.fallback(settingsSchema.entries.ruleLevels, DEFAULT_SETTINGS.ruleLevels),
  notify: v.fallback(settingsSchema.entries.notify, DEFAULT_SETTINGS.notify),
})

export async function loadSettings(): Promise<Settings> {
  return (await readStored('local', KEY, storedSchema)) ?? DEFAULT_SETTINGS
}

export async function changeSettings(change: {
  readonly [K in keyof Settings]?: Settings[K] | undefined
}): Promise<Settings> {
  const old = await loadSettings()
  const settings: Settings = {
    retentionDays: change.retentionDays ?? old.retentionDays,
    disabledRules: [...new Set(change.disabledRules ?? old.disabledRules)],
    ruleLevels: change.ruleLevels ?? old.ruleLevels,
    notify: change.notify ?? old.notify,
  }
  await writeStored('local', KEY, settings)
  return settings
}
