import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium } from './harness/chromium.ts'
import { checkScreen, SCREENS, showOn } from './harness/screens.ts'

describe('the welcome page', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterAll(() => run.close())

  it('opens once, by itself', async () => {
    const count = () =>
      run.context.pages().filter((page) => page.url().endsWith('/src/welcome/index.html')).length
    await expect.poll(count, { timeout: 15_000 }).toBe(1)
    await run.killWorker()
    await run.openLinkedIn('genuine-agency')
    expect(count()).toBe(1)
  })

  it.each(SCREENS)('shows a sample that the built-in rules flag, $name', async (screen) => {
    const page = await run.openWelcomePage()
    await showOn(page, screen)
    const sample = page.getByRole('list', { name: 'What a warning says', exact: true })
    await sample
      .getByText(/Lure signs: (high|critical)/)
      .first()
      .waitFor()
    await checkScreen(page, `welcome-${screen.name}`)
  })
})
