import { prepareJudgeWith } from '../../../src/background/prepare-judge.ts'
import type { BackgroundParts } from '../../../src/background/start.ts'
import { CLIENT_LIMITS, type ClientLimits } from '../../../src/background/sources/source-client.ts'
import type { SigningKeys } from '../../../src/cli/pack/signing-keys.ts'
import type { RuleSetData } from '../../../src/engine/rule-set.ts'
import type { PackFile } from '../../../src/packs/pack-file.ts'
import type { SourceView } from '../../../src/platform/source-protocol.ts'
import { fake } from '../../platform/fake-browser.ts'
import { DAY, START, SourceFolder } from '../../packs/tuf/source-folder.ts'
import { SITES, ask, clock, startFresh, startWorker } from '../worker.ts'
import { SourceServer } from './source-server.ts'

export const HOST = 'http://127.0.0.1/*'
export const FILE = 'signals/trust/asks.yml'
const LISTS = { organisations: [], values: {}, fileKinds: {} }

/** The floor: it flags the word “granite”. */
const BUILT_IN: RuleSetData = {
  format: 1,
  version: 'built-in',
  signals: [
    {
      id: '0b5ad4b8-6f1c-4c0e-9f5c-0c8f4ab3d000',
      name: 'granite',
      title: 'Says granite',
      level: 'high',
      detection: { words: { 'words|contains': ' granite ' }, condition: 'words' },
    },
  ],
  stories: [],
  exceptions: [],
  lists: LISTS,
}

/** A rule that flags a word. */
export function ruleFor(word: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    title: `Says ${word}`,
    id: makeId(word),
    name: word,
    logsource: { product: 'message' },
    detection: { words: { 'words|contains': ` ${word} ` }, condition: 'words' },
    level: 'high',
    ...more,
  }
}

export function makeId(text: string): string {
  const hex = Buffer.from(text.padEnd(6, '-')).toString('hex').slice(0, 12)
  return `0b5ad4b8-6f1c-4c0e-9f5c-${hex}`
}

export function packOf(words: readonly string[], more: Partial<PackFile> = {}): PackFile {
  return {
    format: 1,
    engine: 1,
    name: 'Team rules',
    version: words.join('+'),
    created: new Date(START).toISOString(),
    changes: words.map((name) => ({ kind: 'added', name, title: `Says ${name}` })),
    documents: words.map((word) => ({ path: `signals/trust/${word}.yml`, value: ruleFor(word) })),
    ...more,
  }
}

/**
 * A publisher with its folder, a real HTTP server, and a background in a new profile that may ask it.
 * Days are counted from the start of the source; the worker's clock stands at day 1.
 */
export class UpdateRig {
  readonly source = new SourceFolder()
  keys: SigningKeys
  limits: ClientLimits = CLIENT_LIMITS

  private constructor(
    readonly server: SourceServer,
    threshold: number,
    rootKeys: number,
  ) {
    this.keys = this.source.makeKeys('a', rootKeys)
    this.source.at(START).begin(this.keys, threshold, 365)
  }

  static async start(threshold = 1, rootKeys = 1): Promise<UpdateRig> {
    const server = await SourceServer.start('/nowhere')
    const rig = new UpdateRig(server, threshold, rootKeys)
    server.serve(rig.source.out)
    startFresh()
    fake.granted.add(HOST)
    rig.goTo(1)
    rig.restart()
    return rig
  }

  async stop(): Promise<void> {
    fake.stopWorker()
    await this.server.close()
    this.source.remove()
  }

  /** Sets the worker's clock. */
  goTo(day: number): void {
    clock.now = START + day * DAY
  }

  /** The worker is killed and woken: what is stored stays. */
  restart(parts: Partial<BackgroundParts> = {}): void {
    startWorker({
      builtIn: { rules: BUILT_IN, sites: SITES, loadTexts: () => undefined },
      prepareJudge: prepareJudgeWith('en'),
      updateLimits: this.limits,
      ...parts,
    })
  }

  publish(pack: PackFile | string, day = 0, days = 30): void {
    const text = typeof pack === 'string' ? pack : JSON.stringify(pack)
    this.source.at(START + day * DAY).publish('pack.json', text, this.keys, days)
  }

  async probe(): Promise<string> {
    const answer = await ask('sources/probe', { url: this.server.url })
    if ('fault' in answer) throw new Error(`${answer.fault.kind}: ${answer.fault.detail}`)
    return answer.fingerprint
  }

  /** Adds the source and answers its id. */
  async add(): Promise<string> {
    const fingerprint = await this.probe()
    const answer = await ask('sources/add', { url: this.server.url, fingerprint, trust: 'full' })
    if ('fault' in answer) throw new Error(`${answer.fault.kind}: ${answer.fault.detail}`)
    return answer.id
  }
}

/** `taken`, `unchanged`, or the kind of fault and the file that it lies in. */
export async function update(id: string): Promise<string> {
  const answer = await ask('sources/update', { id })
  if ('fault' in answer) return describe(answer.fault)
  return answer.changed ? 'taken' : 'unchanged'
}

export function describe({ kind, detail }: { kind: string; detail: string }): string {
  const file = /^([\w./-]+\.json): /.exec(detail)?.[1]?.replace(/[0-9a-f]{64}/, 'HASH')
  return file === undefined ? kind : `${kind} ${file}`
}

/** The words that the rules in use flag, of all that tests know. */
export async function flagged(): Promise<string> {
  const text = 'granite, basalt, marble, pumice, gneiss'
  const message = { id: 'm', text, threadId: 't', sender: { name: 'Robin Vale' } }
  const [view] = await ask('check/messages', { items: [{ message }] })
  const names = (view?.verdict.findings ?? []).map(({ name }) => name.replace(/@.*/, ''))
  return names.sort().join(' ')
}

export async function viewAdded(id: string): Promise<SourceView> {
  const view = (await ask('sources/list', {})).find((one) => one.id === id)
  if (view === undefined) throw new Error(`no source ${id}`)
  return view
}

export { DAY, START }
