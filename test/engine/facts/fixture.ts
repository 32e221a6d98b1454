import type { Event } from '../../../src/engine/event.ts'
import { buildEvent } from '../../../src/engine/facts/event.ts'
import { compileLists } from '../../../src/engine/facts/lists.ts'
import type { Message } from '../../../src/engine/message.ts'
import type { Lists, Organisation } from '../../../src/engine/rule-set.ts'

const organisation = (name: string, domains: string[], more: Partial<Organisation> = {}) => ({
  name,
  domains,
  sector: 'test',
  source: 'invented for tests',
  ...more,
})

/** A small directory: names and domains that the tables of the tests speak of. */
export const LISTS: Lists = {
  organisations: [
    organisation('Boeing', ['boeing.com']),
    organisation('Airbus', ['airbus.com']),
    organisation('Rheinmetall AG', ['rheinmetall.com']),
    organisation('BAE Systems', ['baesystems.com'], { aliases: ['BAE'] }),
    organisation('Lockheed Martin', ['lockheedmartin.com', 'lmco.com']),
    organisation('flydubai', ['flydubai.com'], { aliases: ['Fly Dubai'] }),
    organisation('Telespazio', ['telespazio.com']),
    organisation('Shell', ['shell.com'], { ambiguous: true }),
    organisation('Ford', ['ford.com'], { ambiguous: true }),
    organisation('Saab', ['saab.com', 'saabgroup.com']),
    organisation('GitLab', ['gitlab.com']),
    organisation('Shield AI', ['shield.ai']),
    organisation('Northwind', ['northwind.example'], { aliases: ['Northwind Traders'] }),
    organisation('Northwind Energy', ['northwind-energy.example'], { aliases: ['Northwind'] }),
  ],
  values: {
    freemail_hosts: ['gmail.com', 'proton.me', 'gmx.de'],
    disposable_hosts: ['mailinator.com'],
    ats_hosts: ['icims.com', 'myworkdayjobs.com', 'greenhouse.io', 'greenhouse-mail.io'],
    assessment_hosts: ['hackerrank.com'],
    scheduling_hosts: ['calendly.com'],
    job_board_hosts: ['indeed.com', 'linkedin.com/jobs'],
    staffing_hosts: ['hays.com'],
    file_hosts: ['drive.google.com', 'dropbox.com'],
    code_hosts: ['github.com', 'gitlab.com', 'bitbucket.org'],
    chat_hosts: ['wa.me', 't.me'],
    meeting_hosts: ['zoom.us', 'meet.google.com'],
    form_hosts: ['docs.google.com/forms', 'forms.gle'],
    app_hosts: ['vercel.app', 'github.io'],
    paste_hosts: ['pastebin.com'],
    shorteners: ['bit.ly', 'lnkd.in'],
    imitation_exceptions: ['boring', 'gitlab'],
  },
  fileKinds: {
    exe: 'executable',
    iso: 'disk-image',
    zip: 'archive',
    gz: 'archive',
    tar: 'archive',
    pdf: 'pdf',
    docx: 'document',
    doc: 'document',
    docm: 'macro-document',
    lnk: 'shortcut',
    jpg: 'image',
    js: 'script',
    'application/pdf': 'pdf',
    xls: 'spreadsheet',
    'application/zip': 'archive',
    'application/gzip': 'archive',
    'application/x-elf': 'executable',
    'application/x.ms.shortcut': 'shortcut',
    'text/html': 'html',
    'application/x-msdownload': 'executable',
  },
}

export const COMPILED = compileLists(LISTS)

export function eventOf(message: Partial<Message>): Event {
  return buildEvent({ id: 'm1', text: '', ...message }, COMPILED)
}

/** Values of a field, in their order. */
export function valuesOf(message: Partial<Message>, field: string): unknown[] {
  return eventOf(message)
    .get(field)
    .map(({ value }) => value)
}
