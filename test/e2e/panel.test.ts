import type { BrowserContext, Page } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, readWarnings, saveScreenshot } from './harness/chromium.ts'
import { bundlePanel, makeWarning, stagePanel } from './harness/panel-stage.ts'
import { listSeen, readFocused } from './harness/seen-controls.ts'

/** The browser takes this as "as long as it gets". */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const ARABIC = 'أنا مسؤول التوظيف في شركة الطيران'

const long = makeWarning('high', {
  headline: `${LONG} says that it is ${LONG} but writes from ${LONG.toLowerCase()}.example`,
  sender: `${LONG.toLowerCase()}.${LONG.toLowerCase()}@${LONG.toLowerCase()}.example`,
})

type Stage = NonNullable<Parameters<typeof stagePanel>[2]>
interface State {
  readonly name: string
  readonly stage?: Stage
  readonly reach: (page: Page) => Promise<void>
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click()
const openEverything = (page: Page) =>
  page.locator('summary', { hasText: 'Show everything' }).click()
const follow = (page: Page) => page.locator('.message a').click()

/** All that a warning can look like; texts of buttons are English, whatever the direction. */
const STATES: readonly State[] = [
  { name: 'medium', stage: { warning: makeWarning('medium') }, reach: () => Promise.resolve() },
  { name: 'high', reach: () => Promise.resolve() },
  { name: 'critical', stage: { warning: makeWarning('critical') }, reach: () => Promise.resolve() },
  { name: 'everything', reach: openEverything },
  { name: 'dismissing', reach: (page) => press(page, 'Not a lure…') },
  { name: 'reported', reach: (page) => press(page, 'Report…') },
  { name: 'copied', reach: (page) => press(page, 'Copy details') },
  {
    name: 'parted',
    reach: async (page) => {
      await press(page, 'Not a lure…')
      await press(page, 'This message only')
      await page.locator('.parting').waitFor()
    },
  },
  {
    name: 'allowed',
    stage: { warning: makeWarning('high', { allowed: true }) },
    reach: () => Promise.resolve(),
  },
  {
    name: 'long',
    stage: { warning: long, text: `${ARABIC} ${LONG}${LONG}` },
    reach: async (page) => {
      await press(page, 'Not a lure…')
      await openEverything(page)
    },
  },
  {
    name: 'asking',
    reach: async (page) => {
      await follow(page)
      await page.locator('dialog summary').click()
    },
  },
]
const MAIN = STATES.filter(({ name }) => ['everything', 'long', 'asking'].includes(name))

interface Screen {
  readonly name: string
  readonly width: number
  readonly media?: NonNullable<Parameters<Page['emulateMedia']>[0]>
  readonly scale?: number
}
const LIGHT: Screen = { name: 'light', width: 1000 }
const DARK: Screen = { name: 'dark', width: 1000, media: { colorScheme: 'dark' } }
const OTHERS: readonly Screen[] = [
  { name: '320', width: 320 },
  // 1280 pixels at 400 %.
  { name: 'zoom', width: 320, scale: 4 },
  { name: 'forced', width: 640, media: { forcedColors: 'active' } },
  { name: 'rtl', width: 640 },
  { name: 'still', width: 640, media: { reducedMotion: 'reduce' } },
]

const listFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** Controls that are smaller than a finger hits; in running text they may be. */
const listSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const roots = [...document.querySelectorAll('div')].flatMap(
      ({ shadowRoot }) => shadowRoot ?? [],
    )
    const controls = roots.flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>('button, summary, a, input, textarea'),
    ])
    return controls
      .filter((control) => control.checkVisibility())
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect()
        // A label belongs to its box.
        const label = control.closest('label')?.getBoundingClientRect()
        return Math.max(height, label?.height ?? 0) < 24 || Math.max(width, label?.width ?? 0) < 24
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 80))
  })

describe('the warning in a page', () => {
  let run: Chromium
  let context: BrowserContext
  let script: string
  beforeAll(async () => {
    script = await bundlePanel()
    run = await Chromium.start()
    context = run.context
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  async function show({ stage, reach }: State, screen: Screen): Promise<Page> {
    const { width, media = {}, scale } = screen
    const isDark = media.colorScheme === 'dark'
    const page = await stagePanel(context, script, { ...stage, width, dark: isDark })
    await page.emulateMedia(media)
    if (scale !== undefined) {
      const cdp = await context.newCDPSession(page)
      const size = { width, height: 450, deviceScaleFactor: scale, mobile: false }
      await cdp.send('Emulation.setDeviceMetricsOverride', size)
    }
    await reach(page)
    if (screen.name === 'rtl') {
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl'
        for (const { shadowRoot } of document.querySelectorAll('div')) {
          for (const card of shadowRoot?.querySelectorAll('.card') ?? []) {
            card.setAttribute('dir', 'rtl')
          }
        }
      })
    }
    await page.waitForTimeout(250)
    return page
  }

  it.each(
    [LIGHT, DARK].flatMap((screen) =>
      STATES.map((state) => [state.name, screen.name, state, screen] as const),
    ),
  )('has no accessibility fault: %s, %s', async (name, on, state, screen) => {
    const page = await show(state, screen)
    await saveScreenshot(page, `panel-${name}-${on}`)
    expect(await listFaults(page)).toEqual([])
    expect(await listSmall(page)).toEqual([])
  })

  it.each(
    OTHERS.flatMap((screen) =>
      MAIN.map((state) => [state.name, screen.name, state, screen] as const),
    ),
  )('fits and has no accessibility fault: %s, %s', async (name, on, state, screen) => {
    const page = await show(state, screen)
    await page.bringToFront()
    await page.screenshot({ path: `test-output/panel-${name}-${on}.png`, fullPage: on !== 'zoom' })
    expect(await listFaults(page)).toEqual([])
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(beyond).toBeLessThanOrEqual(0)
  })

  it.each([640, 320])('runs from right to left in Arabic, %s pixels wide', async (width) => {
    const page = await stagePanel(context, script, { language: 'ar', width })
    await page.locator('.card details summary').click()
    await page.locator('.card .actions button').last().click()
    await page.screenshot({ path: `test-output/panel-arabic-${width}.png`, fullPage: true })
    expect(await page.locator('.card').getAttribute('dir')).toBe('rtl')
    expect(await listFaults(page)).toEqual([])
    await follow(page)
    await saveScreenshot(page, `panel-arabic-asking-${width}`)
    expect(await listFaults(page)).toEqual([])
  })

  it('stands still for who wants no motion', async () => {
    const animation = (page: Page) =>
      page.locator('.card').evaluate((card) => getComputedStyle(card).animationName)
    const [high] = STATES.filter(({ name }) => name === 'high')
    if (high === undefined) throw new Error('no such state')
    expect(await animation(await show(high, LIGHT))).toBe('arrive')
    const still = await stagePanel(context, script)
    await still.emulateMedia({ reducedMotion: 'reduce' })
    expect(await animation(still)).toBe('none')
  })

  it('tells levels apart by shape, line and word', async () => {
    const looks: string[] = []
    for (const level of ['medium', 'high', 'critical'] as const) {
      const page = await stagePanel(context, script, { warning: makeWarning(level) })
      looks.push(
        await page.locator('.card').evaluate((card) => {
          const { borderTopStyle, borderTopWidth, borderInlineStartWidth } = getComputedStyle(card)
          const drawn = card.querySelector('path')?.getAttribute('d') ?? ''
          const word = card.querySelector('.level')?.textContent ?? ''
          return JSON.stringify([
            borderTopStyle,
            borderTopWidth,
            borderInlineStartWidth,
            drawn,
            word,
          ])
        }),
      )
    }
    const parts = looks.map((look) => JSON.parse(look) as string[])
    expect(new Set(parts.map((part) => part.slice(0, 3).join())).size).toBe(3)
    expect(new Set(parts.map((part) => part[3])).size).toBe(3)
    expect(new Set(parts.map((part) => part[4])).size).toBe(3)
  })

  it('marks what a reason speaks of, and puts all marks back', async () => {
    const page = await stagePanel(context, script)
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('mpanel') ?? [])].map((range) =>
          range instanceof Range ? range.toString() : '',
        ),
      )
    const all = ['archive is locked', 'password is Flight2026!', 'SecurePDF.exe']
    expect(await marked()).toEqual(all)
    const reason = page.getByRole('button', { name: /^A document that opens only/ })
    await reason.hover()
    expect(await marked()).toEqual(['SecurePDF.exe'])
    await page.mouse.move(1, 1)
    expect(await marked()).toEqual(all)
    await page.getByRole('button', { name: /^The archive is locked/ }).focus()
    expect(await marked()).toEqual(all.slice(0, 2))
    await saveScreenshot(page, 'panel-marked')
  })

  it('goes through its controls in the order in which they are read', async () => {
    const page = await stagePanel(context, script)
    await page.locator('.message a').focus()
    const order: string[] = []
    for (let presses = 0; presses < 7; presses++) {
      await page.keyboard.press('Tab')
      order.push(await readFocused(page))
    }
    expect(order.map((name) => name.slice(0, 20))).toEqual([
      'The archive is locke',
      'A document that open',
      'Open in review',
      'Report…',
      'Copy details',
      'Not a lure…',
      'Show everything',
    ])
  })

  it('keeps the focus where the reader is, from the warning to the way back and again', async () => {
    const page = await stagePanel(context, script)
    await page.getByRole('button', { name: 'Not a lure…' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await readFocused(page)).toBe('This message only')
    await page.keyboard.press('Enter')
    await expect.poll(() => readFocused(page)).toBe('Undo')
    await page.keyboard.press('Enter')
    await expect.poll(() => readFocused(page)).toMatch(/^The archive is locked/)
  })

  it('is told to a screen reader once, by a live region that was there before', async () => {
    const page = await stagePanel(context, script)
    const told = async (): Promise<number> =>
      (await listSeen(page)).filter(
        ({ role, name }) => role === 'StaticText' && name.startsWith('Lurewatch warning: '),
      ).length
    await expect.poll(told).toBe(1)
    await page.waitForTimeout(5_500)
    expect(await told()).toBe(0)
    await page.evaluate(() => {
      document.querySelector('.message')?.nextElementSibling?.remove()
    })
    await expect.poll(async () => (await readWarnings(page)).length).toBe(1)
    await page.waitForTimeout(500)
    expect(await told()).toBe(0)
  })
})
