import { TEMPLATE_KINDS, type TemplateKind } from '../packs/own/template-kinds.ts'

export function isTemplateKind(text: string | null): text is TemplateKind {
  return TEMPLATE_KINDS.some((kind) => kind === text)
}

interface Filled {
  readonly id: string
  /** YYYY-MM-DD. */
  readonly date: string
}

const SIGNAL = ({ id, date }: Filled): string => `title: Asks to install a viewer before a meeting
id: ${id}
status: test
description: Detects a wish that a program be installed before anybody has met.
date: ${date}
logsource: { product: message, category: recruiting }
stage: delivery
detection:
  near:
    words|re: ' (install|download) ([^ ]+ ){0,4}(viewer|client) '
  condition: near
falsepositives: [Firms that hand out a client of their own]
level: medium
alone: No honest invitation needs a program that comes from its sender.
explain: You are asked to install a program before you have met anybody.
innocent: Some firms do use a client of their own.
advice: Ask for a link that opens in your browser.
tests:
  match:
    - Please install our meeting viewer before Tuesday.
    - You need to download the secure client first.
    - Install the video interview client from the link.
  near:
    - The viewer figures are on page two.
    - The client would like to meet you on Tuesday.
    - You can join from the browser; nothing to install.
`

const STORY = ({ id, date }: Filled): string => `title: Job talk that moves to a messenger
id: ${id}
status: test
description: Detects a job talk in which the sender wants to go on elsewhere.
date: ${date}
logsource: { product: message, category: recruiting }
stage: channel-shift
correlation:
  type: temporal # all of them, within the time span, in any order
  rules: [hiring_talk, asks_to_move_channel]
  group-by: [thread]
  timespan: 30d
falsepositives: [Recruiters who like to chat]
level: medium
headline: A job talk is to move to a messenger
explain: Somebody talks of a job and wants to go on in a messenger.
innocent: In some countries everybody does.
advice: Stay here until you know who it is.
tests:
  match: []
  near: []
`

const EXCEPTION = ({ id, date }: Filled): string => `title: Invitations of our own firm
id: ${id}
status: test
description: Detects mail of our own domain that passed DMARC, which may ask for a program.
date: ${date}
logsource: { product: message, category: recruiting }
filter:
  rules: [needs_own_document_reader]
  selection:
    authentication.dmarc: pass
    sender.domain: our-firm.example
  condition: not selection
tests:
  match: []
  near: []
`

const LIST = ({ date }: Filled): string => `# Used in rules as '%our_hosts%' behind |expand.
source: Our own list
date: ${date}
values:
  - our-firm.example
`

const TEXTS = { signal: SIGNAL, story: STORY, exception: EXCEPTION, list: LIST } as const

const PATHS = {
  signal: 'asks_to_install_viewer.yml',
  story: 'job_talk_moves_to_messenger.yml',
  exception: 'own_firm_invites.yml',
  list: 'lists/our_hosts.yml',
} as const

/** A new file, with an id of its own. */
export function fillTemplate(kind: TemplateKind, filled: Filled): { path: string; text: string } {
  return { path: PATHS[kind], text: TEXTS[kind](filled) }
}
