import { beforeEach, describe, expect, it } from 'vitest'
import { EXTENSION_ROOT, fake } from '../platform/fake-browser.ts'
import { settle, startFresh } from './worker.ts'

beforeEach(startFresh)

describe('the welcome page', () => {
  it.each([
    [
      'opens after an installation',
      { reason: 'install' },
      [`${EXTENSION_ROOT}src/welcome/index.html`],
    ],
    ['does not open after an update', { reason: 'update' }, []],
    ['does not open for an add-on under development', { reason: 'install', temporary: true }, []],
  ] as const)('%s', async (_, details, opened) => {
    fake.onInstalled.emit(details)
    // A policy may come late, and may not want the page.
    await settle()
    await expect.poll(() => fake.opened, { timeout: 3_000 }).toEqual(opened)
  })

  it('does not open when the browser starts', async () => {
    fake.onStartup.emit()
    await settle()
    expect(fake.opened).toEqual([])
  })
})
