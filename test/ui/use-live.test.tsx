// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { ServicesProvider } from '../../src/ui/services.ts'
import { useLive } from '../../src/ui/use-live.ts'
import { fakeServices } from './fake-services.ts'
import { leave, settle, show, textOf } from './screen.ts'

afterEach(leave)

function Probe({ load }: { load: () => Promise<string> }) {
  const { data, error } = useLive(load, 'told')
  return (
    <p>
      {data}/{error}
    </p>
  )
}

/** Answers are given by hand, in any order. */
async function open() {
  const turns: { give: (data: string) => void; fail: (error: Error) => void }[] = []
  const load = () =>
    new Promise<string>((give, fail) => {
      turns.push({ give, fail })
    })
  const services = fakeServices({})
  await show(
    <ServicesProvider value={services}>
      <Probe load={load} />
    </ServicesProvider>,
  )
  return { turns, services, shown: () => textOf(document.querySelector('p')) }
}

describe('useLive', () => {
  it('shows answers as they come, but none that a later one has overtaken', async () => {
    const { turns, services, shown } = await open()
    services.announceChange()
    services.announceChange()
    turns[1]?.give('second')
    await settle()
    expect(shown()).toBe('second/')
    turns[0]?.give('first')
    await settle()
    expect(shown()).toBe('second/')
    turns[2]?.give('third')
    await settle()
    expect(shown()).toBe('third/')
  })

  it('keeps the last answer beside an error, and drops the error with the next answer', async () => {
    const { turns, services, shown } = await open()
    turns[0]?.give('first')
    services.announceChange()
    turns[1]?.fail(new Error('asleep'))
    await settle()
    expect(shown()).toBe('first/asleep')
    services.announceChange()
    turns[2]?.give('third')
    await settle()
    expect(shown()).toBe('third/')
  })
})
