import { siteDefinitions } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import { findDefinitions } from '../../src/background/find-definitions.ts'

describe('definitions for a page', () => {
  it.each([
    ['https://www.linkedin.com/sales/inbox/2-XYZ', ['linkedin-sales', 'linkedin']],
    ['https://www.linkedin.com/messaging/', ['linkedin']],
    ['https://outlook.cloud.microsoft/mail/', ['outlook']],
    ['https://mail.aol.com/d/folders/1', ['yahoo']],
    ['https://uk.mail.yahoo.com/d/folders/1', ['yahoo']],
    ['https://mail.proton.me/u/0/inbox', ['proton']],
    ['https://web.telegram.org/k/#77', ['telegram-k']],
    ['https://web.telegram.org/a/#77', ['telegram-a']],
    ['https://discord.com/channels/@me/1', ['discord']],
    ['https://web.whatsapp.com/', ['whatsapp']],
    ['https://app.fastmail.com/mail/Inbox/', ['fastmail']],
    ['https://webmail.host.example/', ['roundcube', 'sogo']],
  ])('%s: the narrowest first', (url, expected) => {
    expect(findDefinitions(siteDefinitions, url).map(({ id }) => id)).toEqual(expected)
  })
})
