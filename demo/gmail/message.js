import { make, makeRichText, markOwn } from '/demo/shared/dom.js'

/** The real address stays in `href`; the site's redirector stands beside it. */
function makeLink(url) {
  const wrapper = `https://www.google.com/url?q=${encodeURIComponent(url)}&source=gmail&ust=1&usg=demo`
  return make('a', { href: url, target: '_blank', 'data-saferedirecturl': wrapper }, url)
}

function makeBody(message) {
  const body = make('div.a3s.aiL')
  if (message.html !== undefined) {
    const parsed = new DOMParser().parseFromString(message.html, 'text/html')
    body.append(...parsed.body.childNodes)
    markOwn(body)
  } else {
    for (const line of (message.text ?? '').split('\n')) {
      body.append(make('div', {}, line === '' ? make('br') : makeRichText(line, makeLink)))
    }
  }
  return make('div.ii.gt', {}, body)
}

function makeAttachment(attachment, message) {
  const mime = attachment.mime ?? 'application/octet-stream'
  const url = `https://mail.google.com/mail/u/0/?ui=2&view=att&th=${message.hex}&attid=0.1&disp=safe`
  const label = `Download attachment ${attachment.name}`
  return make(
    'span.aZo',
    { download_url: `${mime}:${encodeURIComponent(attachment.name)}:${url}` },
    make(
      'a.aQy',
      { href: url },
      make('span.aV3', {}, attachment.name),
      make('span.SaH2Ve', {}, attachment.size),
    ),
    make('div', { role: 'button', 'aria-label': label, tabindex: '0' }, '⤓'),
  )
}

function makeAttachmentArea(message) {
  const cards = message.attachments.map((attachment) => makeAttachment(attachment, message))
  return make('div.hq.gt', {}, make('div.aQH', {}, ...cards))
}

function makeDetailRow(label, value) {
  return make(
    'tr.ajv',
    {},
    make('td.gG', {}, make('span.gI', {}, label)),
    make('td.gL', {}, make('span.gI', {}, value)),
  )
}

/** As on the real site, the rows exist only once they were asked for. */
function makeDetails(sender, message) {
  const opener = make(
    'div.ajy',
    { role: 'button', tabindex: '0', 'aria-label': 'Show details' },
    '▾',
  )
  const place = make('div')
  opener.addEventListener('click', () => {
    if (place.firstChild) return place.replaceChildren()
    const rows = [makeDetailRow('from:', `${sender.name} <${sender.email}>`)]
    if (message.replyTo) rows.push(makeDetailRow('reply-to:', message.replyTo))
    rows.push(makeDetailRow('mailed-by:', sender.email.split('@')[1]))
    place.append(
      make(
        'div.ajA.SK',
        {},
        make('div.ajB', {}, make('table.ajC', {}, make('tbody', {}, ...rows))),
      ),
    )
  })
  return [opener, place]
}

function makeHeader(inbox, thread, message) {
  const isMine = message.from === 'me'
  const sender = isMine ? inbox.me : (message.sender ?? thread.with)
  const recipient = isMine ? thread.with : inbox.me
  const name = { email: sender.email, name: sender.name, 'data-hovercard-id': sender.email }
  const receiver = {
    email: recipient.email,
    name: recipient.name,
    'data-hovercard-id': recipient.email,
  }
  const date = new Date(message.at)
  return make(
    'div.gE.iv.gt',
    {},
    make(
      'table.cf.gJ',
      {},
      make(
        'tbody',
        {},
        make(
          'tr.acZ',
          {},
          make(
            'td.gF.gK',
            {},
            make(
              'h3.iw',
              {},
              make('span.gD', name, make('span', {}, sender.name)),
              make('span.go', {}, `<${sender.email}>`),
            ),
          ),
          make(
            'td.gH',
            {},
            make(
              'span.g3',
              { title: date.toLocaleString(), alt: date.toLocaleString() },
              date.toLocaleString(),
            ),
          ),
        ),
        make(
          'tr.acZ',
          {},
          make(
            'td',
            { colspan: '2' },
            make('span.hb', {}, 'to ', make('span.g2', receiver, isMine ? recipient.name : 'me')),
            ...makeDetails(sender, message),
          ),
        ),
      ),
    ),
  )
}

export function makeExpanded(inbox, thread, message) {
  const ids = {
    'data-message-id': `#msg-f:${BigInt(`0x${message.hex}`)}`,
    'data-legacy-message-id': message.hex,
  }
  const parts = [makeHeader(inbox, thread, message), makeBody(message)]
  if (message.attachments?.length) parts.push(makeAttachmentArea(message))
  return make(
    'div.h7',
    { role: 'listitem' },
    make('div.adn.ads', ids, make('div.gs', {}, ...parts)),
  )
}

export function makeCollapsed(inbox, thread, message) {
  const sender = message.from === 'me' ? inbox.me : (message.sender ?? thread.with)
  const item = make(
    'div.kv',
    { role: 'listitem', tabindex: '0' },
    make(
      'div.adf.ads',
      {},
      make('span.gD', { email: sender.email, name: sender.name }, sender.name),
      make('span.iA.g6', {}, (message.text ?? '').slice(0, 80)),
    ),
  )
  const expand = () => item.replaceWith(makeExpanded(inbox, thread, message))
  item.addEventListener('click', expand)
  item.addEventListener('keydown', (event) => event.key === 'Enter' && expand())
  return item
}
