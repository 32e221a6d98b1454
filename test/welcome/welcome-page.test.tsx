// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { SiteView } from '../../src/platform/schema/views.ts'
import { ServicesProvider } from '../../src/ui/services.ts'
import { WelcomePage } from '../../src/welcome/welcome-page.tsx'
import { fakeServices, type Answers, type FakeServices } from '../ui/fake-services.ts'
import { sampleMessage } from '../ui/samples.ts'
import { click, find, findAll, leave, settle, show, textOf } from '../ui/screen.ts'

afterEach(leave)

function site(name: string, host: string, builtIn = true): SiteView {
  const origin = `https://${host}/*`
  return { id: name, name, origin, builtIn, granted: builtIn, registered: builtIn }
}

const SITES = [
  site('Outlook', 'outlook.live.com'),
  site('Outlook', 'outlook.office.com'),
  site('Slack', 'app.slack.com', false),
]

async function open(answers: Answers = {}): Promise<FakeServices> {
  const services = fakeServices({
    'sites/list': () => SITES,
    'check/messages': () => [sampleMessage('sample', 'high')],
    ...answers,
  })
  await show(
    <ServicesProvider value={services}>
      <WelcomePage />
    </ServicesProvider>,
  )
  await settle()
  return services
}

describe('the welcome page', () => {
  it('names each built-in site once, and no other', async () => {
    await open()
    const names = findAll('listitem', undefined, find('list', 'Protected sites')).map(textOf)
    expect(names).toEqual(['Outlook'])
  })

  it('shows a warning as the rules of this machine give it, with its reasons open', async () => {
    const services = await open()
    expect(services.asked).toContainEqual([
      'check/messages',
      { items: [{ message: expect.objectContaining({ id: 'sample' }) as object }] },
    ])
    const card = find('listitem', undefined, find('list', 'What a warning says'))
    expect(textOf(card)).toContain('Sender sample')
    expect(card.querySelector('details')?.open).toBe(true)
  })

  it('says so where the sample can’t be judged, and shows the rest', async () => {
    await open({ 'check/messages': () => Promise.reject(new Error('The background is gone.')) })
    expect(textOf(document.body)).toContain('The background is gone.')
    expect(findAll('heading', 'What is read')).toHaveLength(1)
  })

  it('leads to the settings', async () => {
    const services = await open()
    await click(find('button', 'Choose sites in the settings'))
    expect(services.asked).toContainEqual(['openSettings', undefined])
  })
})
