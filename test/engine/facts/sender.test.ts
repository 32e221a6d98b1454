import { describe, expect, it } from 'vitest'
import { eventOf, valuesOf } from './fixture.ts'

const from = (email: string) => ({ channel: 'email' as const, sender: { email } })

describe('facts of the address', () => {
  it.each([
    ['sender.host', 'Ana@Mail.Example.COM', ['mail.example.com']],
    ['sender.domain', 'ana@mail.example.com', ['example.com']],
    ['sender.domain', 'ana@lure.github.io', ['lure.github.io']],
    ['sender.freemail', 'ana@gmail.com', [true]],
    ['sender.freemail', 'ana@notgmail.com', [false]],
    ['sender.disposable', 'ana@x.mailinator.com', [true]],
    ['sender.disposable', 'ana@gmail.com', [false]],
    ['sender.official', 'ana@mail.boeing.com', [true]],
    ['sender.official', 'ana@boeing.com.example.com', [false]],
    ['sender.key', 'Ana@Example.com', ['ana@example.com']],
    ['sender.host', 'no address', []],
    ['sender.freemail', 'no address', []],
  ])('%s of %s', (field, email, values) => {
    expect(valuesOf(from(email), field)).toEqual(values)
  })

  it('knows a sender by the profile first', () => {
    const sender = { email: 'a@example.com', profileUrl: 'https://www.linkedin.com/in/Ana' }
    expect(valuesOf({ sender }, 'sender.key')).toEqual(['https://www.linkedin.com/in/ana'])
  })

  it.each([
    [{ authentication: { dmarc: 'pass' as const } }, [true]],
    [{ authentication: { spf: 'pass' as const } }, [false]],
    [{ site: 'linkedin' }, [true]],
    [{ site: 'gmail' }, [false]],
  ])('authenticated: %j', (message, values) => {
    expect(valuesOf(message, 'sender.authenticated')).toEqual(values)
  })

  it.each([
    ['a@mail.example.com', 'b@example.com', [false]],
    ['a@example.com', 'b@example.org', [true]],
    ['a@one.github.io', 'b@two.github.io', [true]],
    ['a@example.com', 'nowhere', []],
  ])('from %s, reply to %s', (email, replyTo, values) => {
    expect(valuesOf({ sender: { email, replyTo } }, 'sender.reply_to_elsewhere')).toEqual(values)
  })

  it.each([
    ['b@gmail.com', [true]],
    ['b@fabrikam.example', [false]],
    ['nowhere', []],
  ])('reply to %s, free mail', (replyTo, values) => {
    const sender = { email: 'a@fabrikam.example', replyTo }
    expect(valuesOf({ sender }, 'sender.reply_to_freemail')).toEqual(values)
  })

  it.each([
    ['Ana <hr@boeing.com>', ['hr@boeing.com']],
    ['a@example.com', []],
    ['Ana Example', []],
  ])('address in the name %j', (name, values) => {
    const message = { sender: { name, email: 'a@example.com' } }
    expect(valuesOf(message, 'sender.name_address')).toEqual(values)
  })
})

describe('claims', () => {
  it.each([
    ['Boeing', { sender: { name: 'Boeing Careers' } }],
    ['Boeing', { sender: { name: 'Ana Example (Boeing)' } }],
    ['Airbus', { sender: { headline: 'Talent Acquisition at Airbus | Toulouse' } }],
    ['Shell', { sender: { headline: 'Recruiter at Shell' } }],
    ['Shell', { sender: { name: 'Shell Recruitment' } }],
    ['Boeing', { text: "Hi Rafi, I'm Ana, a recruiter at Boeing and I liked your profile." }],
    ['Boeing', { text: 'My name is Ana and I work for Boeing as an engineer.' }],
    ['Lockheed Martin', { text: 'I am writing on behalf of Lockheed Martin.' }],
    ['Airbus', { text: 'Airbus Talent Acquisition would like to invite you.' }],
    ['Rheinmetall AG', { text: 'ich bin Personalreferentin bei Rheinmetall.' }],
    ['Shell', { text: "I'm a recruiter at Shell." }],
    ['Boeing', { text: "I'm hiring for a role with Boeing's new team." }],
    ['Boeing', { text: 'See you.\n\nAna Example\nTalent Partner, Boeing' }],
    ['Boeing', { text: 'See you.\n\nAna Example\nThe Boeing Company' }],
  ])('%s: %j', (organisation, message) => {
    expect(valuesOf(message, 'sender.claims')).toEqual([organisation])
  })

  it.each([
    ["the reader's employer", { text: 'I saw your work at Boeing and was impressed.' }],
    ["the reader's past", { text: 'Hi, I noticed you spent years at Airbus.' }],
    ['a former employer', { sender: { headline: 'Founder, ex Boeing, formerly Airbus' } }],
    ['a person of that name', { sender: { name: 'Harrison Ford' } }],
    ['an everyday word', { text: 'I am from a shell company. We ford the river at Shell Beach.' }],
    ['a part of a word', { text: "I'm a recruiter at Boeingtown." }],
    ['an account', { text: 'We pay for the rent of Boeing account, I am the manager of it.' }],
    ['a mail of theirs', { text: 'I am a manager and got an email from Boeing.' }],
    ['a word in small letters', { text: 'I am a recruiter at ford.' }],
    [
      'what came from them',
      { text: 'The response I received from the Boeing career center was kind.' },
    ],
    ['news', { text: 'Boeing and Airbus published their numbers today.' }],
    ['a line of the mail program', { text: 'Yes.\n\nSent from Boeing Mail' }],
    ['a link in the signature', { text: 'Ana\nhttps://boeing.com/manager' }],
  ])('none: %s', (_what, message) => {
    expect(valuesOf(message, 'sender.claims')).toEqual([])
  })

  it('points at the name', () => {
    const text = "I'm Ana, a recruiter at Boeing."
    const [claim] = eventOf({ text }).get('sender.claims')
    expect(claim?.path).toBe('text')
    expect(text.slice(...claim!.range!)).toBe('Boeing')
    const signed = 'Bye\n\nAna\nHR, Airbus'
    const [second] = eventOf({ text: signed }).get('sender.claims')
    expect(signed.slice(...second!.range!)).toBe('Airbus')
  })
})

describe('claim_mismatch', () => {
  const claim = (email: string, more: object = {}) => ({
    channel: 'email' as const,
    sender: { name: 'Boeing Careers', email },
    ...more,
  })

  it.each([
    ['free mail', claim('hr.boeing@gmail.com'), ['Boeing']],
    ['an unrelated domain', claim('hr@example.com'), ['Boeing']],
    ['a look-alike', claim('hr@boeing-careers.com'), ['Boeing']],
    ['the official domain', claim('hr@mail.boeing.com'), []],
    ['a vendor', claim('no-reply@us.greenhouse-mail.io'), []],
    ['a staffing firm', claim('ana@hays.com'), []],
    ['a social site', claim('hr@gmail.com', { channel: 'social' }), []],
    ['no address', { channel: 'email' as const, sender: { name: 'Boeing Careers' } }, []],
  ])('%s', (_what, message, values) => {
    expect(valuesOf(message, 'sender.claim_mismatch')).toEqual(values)
  })

  it('accepts the domain of any organisation of that name', () => {
    const message = (email: string) => ({
      channel: 'email' as const,
      sender: { name: 'Northwind HR', email },
    })
    expect(valuesOf(message('a@northwind-energy.example'), 'sender.claim_mismatch')).toEqual([])
    expect(valuesOf(message('a@northwind.example'), 'sender.claim_mismatch')).toEqual([])
    expect(valuesOf(message('a@gmail.com'), 'sender.claim_mismatch')).toEqual([
      'Northwind',
      'Northwind Energy',
    ])
  })
})
