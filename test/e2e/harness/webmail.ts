import { expect } from 'vitest'
import { Chromium, readCards, waitForListed } from './chromium.ts'
import type { Page } from 'playwright-core'

/**
 * Chromium with the extension on a webmail of this machine. Headless it never answers the permission
 * prompt, so the permission is there from the start.
 */
export function startForLoopback(): Promise<Chromium> {
  return Chromium.start({
    changeManifest: (manifest) => ({
      ...manifest,
      host_permissions: [...manifest.host_permissions, 'http://127.0.0.1/*'],
    }),
  })
}

/** The popup lists the recruiter's mail and nothing else, unflagged. */
export async function expectOnlyHonestMail(run: Chromium, page: Page): Promise<void> {
  const popup = await run.openPopup(page)
  await waitForListed(popup, 'Ruben Aldecoa')
  const cards = await readCards(popup, 'Messages on this page')
  expect(cards.map(({ sender, level }) => ({ sender, level }))).toEqual([
    { sender: 'Ruben Aldecoa', level: 'none' },
  ])
  expect(cards[0]?.text).toContain('larkspur-robotics.example')
  await popup.close()
}
