import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { HandOverContent } from '../../../src/ui/handover/handed-message.ts'
import { makeObservable } from '../../../src/ui/handover/stix-objects.ts'
import { writeStix } from '../../../src/ui/handover/write-stix.ts'
import { handOver, mailEntry, NASTY } from './samples.ts'
import { listStixFaults } from './stix-schemas.ts'

const bundleSchema = v.object({
  type: v.literal('bundle'),
  id: v.string(),
  objects: v.array(v.looseObject({ type: v.string(), id: v.string() })),
})

async function build(content: HandOverContent) {
  const text = await writeStix(content, () => crypto.randomUUID())
  return v.parse(bundleSchema, JSON.parse(text))
}

/**
 * The bundle, and every object by the schema of its own type. The snapshot's schema of a bundle does not
 * list notes and groupings, for which it has schemas of their own: they are checked by these alone.
 */
function listFaults(bundle: v.InferOutput<typeof bundleSchema>): string[] {
  const listed = bundle.objects.filter(({ type }) => type !== 'note' && type !== 'grouping')
  const known: typeof bundle = { ...bundle, objects: listed }
  return [...listStixFaults(known), ...bundle.objects.flatMap((object) => listStixFaults(object))]
}

describe('a STIX 2.1 bundle', () => {
  it('is valid by the published schemas, object by object', async () => {
    const bundle = await build(handOver([mailEntry(), mailEntry({ key: 'other' })]))
    expect(listFaults(bundle)).toEqual([])
    expect(new Set(bundle.objects.map(({ type }) => type))).toEqual(
      new Set([
        'identity',
        'marking-definition',
        'email-addr',
        'email-message',
        'domain-name',
        'ipv4-addr',
        'file',
        'observed-data',
        'note',
        'attack-pattern',
        'relationship',
        'grouping',
      ]),
    )
  })

  it.each([
    ['a broken time', { created: 'yesterday' }],
    ['an identifier of another type', { id: 'note--0' }],
  ])('the schemas notice %s', async (_, change) => {
    const { objects } = await build(handOver([mailEntry()]))
    const grouping = objects.find(({ type }) => type === 'grouping')!
    expect(listStixFaults({ ...grouping, ...change })).not.toEqual([])
  })

  it('refers to nothing that it does not hold', async () => {
    const { objects } = await build(handOver([mailEntry()]))
    const ids = new Set(objects.map(({ id }) => id))
    const refs = JSON.stringify(objects).matchAll(/"([a-z0-9-]+--[0-9a-f-]{36})"/gu)
    expect([...refs].map(([, id]) => id).filter((id) => !ids.has(id!))).toEqual([])
  })

  it('gives the same address the same id in every report', async () => {
    // UUIDv5 of {"value":"john@example.com"}, worked out by Python's uuid.uuid5.
    const { id } = await makeObservable('email-addr', { value: 'john@example.com' })
    expect(id).toBe('email-addr--7165e2a9-671f-585d-b1e1-ca59c671d934')
  })

  it('has an account in place of a mail for a profile, and accounts for a sender without any', async () => {
    const profile = { channel: 'social', address: 'https://www.linkedin.com/in/robin' } as const
    const types = async (part: Parameters<typeof mailEntry>[0]) =>
      (await build(handOver([mailEntry(part)]))).objects.map(({ type }) => type)
    expect(await types(profile)).toEqual(expect.arrayContaining(['user-account', 'url']))
    expect(await types(profile)).not.toContain('email-message')
    expect(await types({ address: '', sender: '', channel: 'chat' })).toContain('user-account')
  })

  it('stays valid whatever the sender wrote', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(NASTY), fc.emailAddress())
    await fc.assert(
      fc.asyncProperty(text, text, text, async (sender, address, host) => {
        const view = { sender, address, subject: host, hosts: [host], attachments: [sender] }
        const { objects } = await build(handOver([mailEntry(view)]))
        expect(objects.flatMap((object) => listStixFaults(object))).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 30_000)
})
