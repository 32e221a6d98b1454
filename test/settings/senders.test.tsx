// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { KnownSender } from '../../src/platform/schema/views.ts'
import { click, find, findAll, leave, textOf } from '../ui/screen.ts'
import { open, said } from './open-settings.tsx'

const ANA: KnownSender = {
  site: 'gmail',
  address: 'ana@sender.example',
  trusted: true,
  allowed: true,
  authenticated: true,
}

afterEach(leave)

/** A background that keeps what it is told. */
async function openWith(...given: KnownSender[]) {
  let senders = given
  return open({
    'senders/list': () => senders.map((sender) => ({ ...sender, siteName: 'Gmail' })),
    'senders/set': (sender) => {
      const others = senders.filter(({ address }) => address !== sender.address)
      senders = sender.trusted || sender.allowed ? [...others, sender] : others
      return null
    },
  })
}
const rows = () => findAll('listitem', undefined, find('list', 'Senders')).map(textOf)

describe('senders that were decided on', () => {
  it('are listed with what holds for each', async () => {
    await openWith(ANA, {
      ...ANA,
      address: 'bo@sender.example',
      trusted: false,
      authenticated: false,
    })
    const [ana = '', bo = ''] = rows()
    for (const part of [
      'ana@sender.example',
      'Gmail',
      'No warnings',
      'without a question',
      'DMARC',
    ]) {
      expect(ana).toContain(part)
    }
    expect(bo).not.toMatch(/No warnings|DMARC/)
  })

  it('can be taken back, and that undone', async () => {
    await openWith(ANA)
    await click(find('button', 'Take back'))
    expect(rows()).toEqual([])
    expect(said()).toContain('Messages from ana@sender.example are judged like any other again.')
    await click(find('button', 'Undo'))
    expect(rows()).toHaveLength(1)
    expect(said()).toContain('The decision on ana@sender.example stands again.')
  })

  it('are none at first', async () => {
    await openWith()
    expect(textOf(document.querySelector('#senders'))).toContain('You have decided on no sender.')
  })
})
