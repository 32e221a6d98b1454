import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { findImitation } from '../../../src/engine/facts/imitation.ts'
import { isWithinDistance } from '../../../src/engine/facts/edit-distance.ts'
import { COMPILED, valuesOf } from './fixture.ts'

describe('findImitation', () => {
  it.each([
    ['boeing-careers.com', 'Boeing', 'brand-with-words'],
    ['rheinmetallcareer.org', 'Rheinmetall AG', 'brand-with-words'],
    ['telespazio-careers.com', 'Telespazio', 'brand-with-words'],
    ['careers-lockheed-martin.com', 'Lockheed Martin', 'brand-with-words'],
    ['lockheedmartin-global-recruitment.com', 'Lockheed Martin', 'brand-with-words'],
    ['flydubaicareers.ae.org', 'flydubai', 'brand-with-words'],
    ['airbus-hr.com', 'Airbus', 'brand-with-words'],
    ['bae-jobs.com', 'BAE Systems', 'brand-with-words'],
    ['shell-careers.com', 'Shell', 'brand-with-words'],
    ['airbus-login.com', 'Airbus', 'brand-with-words'],
    ['boeing-careers.vercel.app', 'Boeing', 'brand-with-words'],
    ['airbus.global-careers.com', 'Airbus', 'brand-label'],
    ['careers.airbus.example-portal.com', 'Airbus', 'brand-label'],
    ['boeing.com.apply-now.example', 'Boeing', 'brand-label'],
    ['airbus.ae.org', 'Airbus', 'brand-label'],
    ['rheinmetall.org', 'Rheinmetall AG', 'wrong-suffix'],
    ['lockheedmartin.co', 'Lockheed Martin', 'wrong-suffix'],
    ['boeimg.com', 'Boeing', 'typo'],
    ['reinmetall.com', 'Rheinmetall AG', 'typo'],
    ['lockheadmartin.com', 'Lockheed Martin', 'typo'],
    ['boieng-careers.com', 'Boeing', 'typo'],
    ['rheinrnetall.com', 'Rheinmetall AG', 'homoglyph'],
    ['b0eing.com', 'Boeing', 'homoglyph'],
    ['alrbus-jobs.com', 'Airbus', 'homoglyph'],
    ['bоeing.com', 'Boeing', 'homoglyph'],
    ['xn--being-jye.com', 'Boeing', 'homoglyph'],
  ])('%s imitates %s (%s)', (host, organisation, how) => {
    expect(findImitation(host, COMPILED)).toEqual({ organisation, how })
  })

  it.each([
    ['an official domain', 'boeing.com'],
    ['a host below it', 'careers.boeing.com'],
    ['a second official domain', 'saabgroup.com'],
    ['a vendor of career sites', 'careers-boeing.icims.com'],
    ['another vendor', 'boeing.wd3.myworkdayjobs.com'],
    ['a meeting service', 'boeing.zoom.us'],
    ['a service without words of hiring', 'boeing.sso-vendor.example'],
    ['a branch under a country', 'rheinmetall.it'],
    ['pages of a code host', 'rheinmetall.github.io'],
    ['the name with words that are not of hiring', 'boeing-store.com'],
    ['a listed exception', 'boring.com'],
    ['a program under its own name', 'gitlab.freedesktop.org'],
    ['a word like the label of a domain', 'shields.io'],
    ['a name too short for typing errors', 'saap.com'],
    ['a short name inside a word', 'baejobs.com'],
    ['an everyday word', 'shell.org'],
    ['an everyday word inside another', 'shelljobs.com'],
    ['words of hiring alone', 'global-careers.com'],
    ['an unrelated host', 'example.com'],
    ['an address', '192.0.2.7'],
    ['a single label', 'localhost'],
    ['nothing', ''],
  ])('spares %s: %s', (_why, host) => {
    expect(findImitation(host, COMPILED)).toBeUndefined()
  })

  it('shows in the facts of sender and link', () => {
    const message = {
      sender: { email: 'hr@boeing-careers.com' },
      links: [{ href: 'https://airbus.global-careers.com/x', text: 'x' }],
    }
    expect(valuesOf(message, 'sender.imitates')).toEqual(['Boeing'])
    expect(valuesOf(message, 'sender.imitates_how')).toEqual(['brand-with-words'])
    expect(valuesOf(message, 'link.imitates')).toEqual(['Airbus'])
    expect(valuesOf(message, 'link.imitates_how')).toEqual(['brand-label'])
  })

  it('takes any host without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), anyText()), (host) => {
        const found = findImitation(host, COMPILED)
        expect(found === undefined || typeof found.organisation === 'string').toBe(true)
      }),
    )
  })
})

describe('isWithinDistance', () => {
  /** The textbook recursion, slow and plain. */
  function distance(a: string, b: string): number {
    if (a === '' || b === '') return a.length + b.length
    const options = [
      distance(a.slice(1), b) + 1,
      distance(a, b.slice(1)) + 1,
      distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    ]
    if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
      options.push(distance(a.slice(2), b.slice(2)) + 1)
    }
    return Math.min(...options)
  }

  it('agrees with the definition', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 })
      .map((list) => list.join(''))
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 2), (a, b, limit) => {
        expect(isWithinDistance(a, b, limit)).toBe(distance(a, b) <= limit)
      }),
      { numRuns: 2000 },
    )
  })
})
