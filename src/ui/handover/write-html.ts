import { splitControls } from '../split-controls.ts'
import type { Translate } from '../services.ts'
import { formatTime } from '../format-time.ts'
import { nameLevel } from '../words.ts'
import { describeFinding, describeMoment, listFacts } from './describe-message.ts'
import type { HandedMessage, HandOverContent } from './handed-message.ts'

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}' +
  'article{border-top:2px solid;padding-top:1rem;margin-top:1.5rem;break-inside:avoid}' +
  'dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-line}' +
  '@media print{body{margin:0;max-width:none}}'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A report as one file: no script, no link, no picture, and a policy that allows none even if something
 * slipped through. Every text in it is foreign, so every text is escaped here.
 */
export function writeHtml(
  t: Translate,
  direction: 'ltr' | 'rtl',
  { messages, createdAt, version }: HandOverContent,
): string {
  const made = t('handed_made', version, formatTime(t, createdAt) ?? createdAt)
  return `<!doctype html>
<html lang="${escapeHtml(t('language_tag'))}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, address=no, email=no, url=no">
<title>${escapeHtml(t('handed_title'))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(t('handed_title'))}</h1>
<p>${escapeHtml(made)}</p>
${messages.map((message) => writeMessage(t, message)).join('\n')}
</main>
</body>
</html>
`
}

/** A text of somebody else, isolated from the direction of its surroundings, hidden characters named. */
export function escapeForeign(text: string): string {
  const shown = splitControls(text).map(({ text: part, code }) => {
    return code === undefined ? escapeHtml(part) : `<code>[${escapeHtml(code)}]</code>`
  })
  return `<bdi>${shown.join('')}</bdi>`
}

function writeMessage(t: Translate, message: HandedMessage): string {
  const { headline, level, findings, moments } = message
  const facts = listFacts(t, message).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeForeign(value)}</dd>`,
  )
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0
      ? ''
      : `<h3>${escapeHtml(title)}</h3>\n<ul>\n${items
          .map((item) => `<li>${escapeForeign(item)}</li>`)
          .join('\n')}\n</ul>`
  const title = headline === '' ? t('level_line', nameLevel(t, level)) : headline
  return `<article>
<h2>${escapeForeign(title)}</h2>
<p>${escapeHtml(t('level_line', nameLevel(t, level)))}</p>
<dl>
${facts.join('\n')}
</dl>
${list(
  t('handed_findings'),
  findings.map((finding) => describeFinding(t, finding)),
)}
${list(
  t('handed_timeline'),
  moments.map((moment) => describeMoment(t, moment)),
)}
</article>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? '')
}
