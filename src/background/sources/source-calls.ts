import { loadPolicy } from '../../platform/managed.ts'
import { CallRefused, type UiCallName, type UiHandlers } from '../../platform/messages.ts'
import { announceChange } from '../announce-change.ts'
import type { Context } from '../context.ts'
import { probeSource } from './add-source.ts'
import { follow, orderSources, removeSource, setSource, stayAt } from './manage-sources.ts'
import { resetSourceAlarm } from './source-alarm.ts'
import { describeFault } from './source-fault.ts'
import { claimHost, releaseHost } from './source-hosts.ts'
import type { Refused } from './source-updater.ts'
import { viewSources } from './view-sources.ts'

type SourceHandlers = Pick<UiHandlers, Extract<UiCallName, `sources/${string}`>>

/** Answers the settings page about sources of rules. */
export function answerSources(context: Context): SourceHandlers {
  const { sources, rules, access, now } = context
  const { world } = sources
  const finish = async <T>(work: Promise<T>): Promise<T> => {
    const answer = await work
    await resetSourceAlarm(rules, now())
    await announceChange(now())
    return answer
  }
  const orFault = async <T>(work: Promise<T>): Promise<T | Refused> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof CallRefused) throw error
      return { fault: describeFault(error, now()) }
    }
  }
  return {
    'sources/list': () => listSources(context),
    'sources/claim': ({ url }) => toNull(claimHost(url, access, now())),
    'sources/release': async ({ url }) => toNull(releaseHost(url, await rules.listSources())),
    'sources/probe': async ({ url }) => {
      await requireMayAdd()
      return orFault(probeSource(url, world))
    },
    'sources/add': async (source) => {
      await requireMayAdd()
      return finish(sources.add(source))
    },
    'sources/remove': ({ id }) => toNull(finish(removeWithHost(context, id))),
    'sources/set': (change) => toNull(finish(setSource(change, world))),
    'sources/order': ({ ids }) => toNull(finish(orderSources(ids, world))),
    'sources/pin': ({ id, hash }) =>
      finish(orFault(hash === null ? follow(id, world) : stayAt(id, hash, world))),
    'sources/update': ({ id }) => finish(sources.update(id)),
    'sources/roll-back': ({ id, hash }) => finish(orFault(stayAt(id, hash, world))),
  }
}

async function listSources({ rules, sources, builtIn, now }: Context) {
  const [active, records, own] = await Promise.all([
    rules.load(),
    rules.listSources(),
    rules.listOwnFiles(),
  ])
  return viewSources({ builtIn, active, records, own, updater: sources, now: now() })
}

async function removeWithHost({ rules, sources }: Context, id: string): Promise<void> {
  const url = await removeSource(id, sources.world)
  await releaseHost(url, await rules.listSources())
}

async function requireMayAdd(): Promise<void> {
  const { usersMayAddSources } = await loadPolicy()
  if (usersMayAddSources === false) throw new CallRefused('a policy allows no further sources')
}

async function toNull(work: Promise<unknown>): Promise<null> {
  await work
  return null
}
