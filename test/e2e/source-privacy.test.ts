import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium } from './harness/chromium.ts'
import { ConnectProxy } from './harness/connect-proxy.ts'
import { readFingerprint, RulePublisher } from './harness/rule-source.ts'

/** What Chromium itself asks for, with or without an extension; the proxy refuses it. */
const BROWSER_OWN = ['accounts.google.com', 'update.googleapis.com', 'clients2.google.com']
const SIGNAL = 'signals/identity/asks_for_badge_photo.yml'

declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }

/** All names are resolved to nothing, and the proxy notes each host that anything asks for. */
describe('a source of rules in the real worker', () => {
  let run: Chromium
  let proxy: ConnectProxy
  let publisher: RulePublisher
  let page: Page
  let fingerprint: string
  let id: string

  beforeAll(async () => {
    publisher = await RulePublisher.start()
    fingerprint = readFingerprint(publisher.publish('1'))
    proxy = await ConnectProxy.start()
    proxy.routePlain(publisher.address)
    run = await Chromium.start({
      args: [`--proxy-server=http://127.0.0.1:${proxy.port}`, '--proxy-bypass-list=<-loopback>'],
      // Nobody is there to answer the browser's question.
      changeManifest: (manifest) => ({
        ...manifest,
        host_permissions: [...manifest.host_permissions, 'http://127.0.0.1/*'],
      }),
    })
    page = await run.openSettings()
  })
  afterAll(async () => {
    await run.close()
    await proxy.close()
    await publisher.close()
  })

  const ask = (call: string, data: object): Promise<unknown> =>
    page.evaluate((message) => chrome.runtime.sendMessage(message), { call, data })
  const hosts = (): ReadonlySet<string> =>
    new Set(proxy.hosts.filter((host) => !BROWSER_OWN.some((own) => host.includes(own))))
  const readVersion = async (): Promise<string | undefined> => {
    const answer = (await ask('sources/list', {})) as { data: { id: string; version?: string }[] }
    return answer.data.find((one) => one.id === id)?.version
  }

  it('nobody is asked for anything where there is none', async () => {
    await ask('sources/list', {})
    await run.killWorker()
    await ask('sources/list', {})
    expect(hosts()).toEqual(new Set())
    expect(publisher.asked).toEqual([])
  })

  it('nobody but its host is asked where there is one', async () => {
    const request = { url: publisher.address, fingerprint, trust: 'full' }
    const answer = (await ask('sources/add', request)) as { data: { id: string } }
    expect(answer.data.id).toMatch(/^s[0-9a-f]{8}$/)
    id = answer.data.id
    publisher.write(SIGNAL, (text) => text.replace(/^title: .*/m, 'title: Wants a badge'))
    publisher.publish('2')
    expect(await ask('sources/update', { id })).toMatchObject({ data: { changed: true } })
    expect(await readVersion()).toBe('2')
    expect(hosts()).toEqual(new Set([new URL(publisher.address).host]))
  })

  it('a worker that is killed in the middle keeps what it had, and takes the rest later', async () => {
    publisher.write(SIGNAL, (text) => text.replace(/^title: .*/m, 'title: Asks for a badge'))
    publisher.publish('3')
    publisher.silence('3.targets.json')
    const before = publisher.asked.length
    void ask('sources/update', { id }).catch(() => undefined)
    await expect.poll(() => publisher.asked.slice(before)).toContain('3.targets.json')
    await run.killWorker()
    publisher.silence(undefined)
    expect(await readVersion()).toBe('2')
    expect(await run.isReborn()).toBe(true)
    expect(await ask('sources/update', { id })).toMatchObject({ data: { changed: true } })
    expect(await readVersion()).toBe('3')
    expect(hosts()).toEqual(new Set([new URL(publisher.address).host]))
  })
})
