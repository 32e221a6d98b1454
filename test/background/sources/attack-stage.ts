import { join } from 'node:path'
import { expect } from 'vitest'
import { readKeys } from '../../../src/cli/pack/signing-keys.ts'
import { SourceFolder } from '../../packs/tuf/source-folder.ts'
import { sendText, type Answer } from './source-server.ts'
import {
  START,
  UpdateRig,
  describe as describeFault,
  flagged,
  packOf,
  update,
  viewAdded,
} from './update-rig.ts'

/** The one that the running test works on. */
export let rig: UpdateRig
let others: { close?: () => Promise<void>; remove?: () => void }[] = []
/** After each test. */
export async function endAttack(): Promise<void> {
  await rig.stop()
  for (const other of others) {
    await other.close?.()
    other.remove?.()
  }
  others = []
}

/** A source with a pack in use here, and a newer one published. */
export async function begin(threshold = 1, rootKeys = 1): Promise<string> {
  rig = await UpdateRig.start(threshold, rootKeys)
  rig.publish(packOf(['basalt']))
  const id = await rig.add()
  rig.publish(packOf(['marble']), 1)
  return id
}

/** Nothing of the attack was taken; once it is over the update comes. */
export async function expectUnharmed(id: string, result: string): Promise<void> {
  expect(await update(id)).toBe(result)
  expect(await flagged()).toBe('basalt granite')
  const { fault } = await viewAdded(id)
  expect(fault && describeFault(fault)).toBe(result)
  rig.restart()
  expect(await flagged()).toBe('basalt granite')
}

export async function expectRecovery(id: string): Promise<void> {
  rig.server.answers.clear()
  rig.server.serve(rig.source.out)
  rig.limits = { ...rig.limits, maxTotal: 5000, maxPackTotal: 5000, maxSilence: 5000 }
  rig.restart()
  expect(await update(id)).toBe('taken')
  expect(await flagged()).toBe('granite marble')
  expect(await viewAdded(id)).not.toHaveProperty('fault')
}

export function answerWith(file: string, answer: Answer): void {
  rig.server.answers.set(file, answer)
}

/** Changes what a file says, and nothing of its length. */
export function tamper(file: string, from: string, to: string): void {
  const text = rig.source.read(file)
  const changed = text.replaceAll(from, to)
  expect(changed).not.toBe(text)
  answerWith(file, sendText(changed))
}

export function packPath(): string {
  const targets = JSON.parse(rig.source.read('2.targets.json')) as {
    signed: { targets: Record<string, { hashes: { sha256: string } }> }
  }
  return `targets/${targets.signed.targets['pack.json']?.hashes.sha256 ?? ''}.pack.json`
}

/** A source of the attacker's own, with other keys. */
export function forge(words: readonly string[]): SourceFolder {
  const forged = new SourceFolder()
  others.push(forged)
  const keys = forged.makeKeys('thief')
  const repository = forged.at(START)
  repository.begin(keys, 1, 365)
  for (let round = 0; round < 4; round += 1)
    repository.publish('pack.json', JSON.stringify(packOf(words)), keys, 300)
  return forged
}

/** Keys that nobody trusts follow on keys that nobody trusts. */
export function rotateForged(forged: SourceFolder): SourceFolder {
  const old = readKeys(join(forged.folder, 'thief'))
  forged.at(START).rotate(forged.makeKeys('next'), old, 1, 365)
  return forged
}

export type Attack = [attack: string, result: string, stage: () => unknown]

/** A new source, with nothing published yet. */
export async function beginEmpty(): Promise<void> {
  rig = await UpdateRig.start()
}

/** Ends with the test. */
export function track<T extends { close?: () => Promise<void>; remove?: () => void }>(other: T): T {
  others.push(other)
  return other
}
