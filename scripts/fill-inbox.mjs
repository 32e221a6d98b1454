/**
 * Writes entries into the extension's own store, as years of use would.
 * @param {import('playwright-core').Page} page a page of the extension @param {number} count
 */
export async function fillInbox(page, count) {
  await page.evaluate(async (total) => {
    const open = indexedDB.open('lurewatch')
    await new Promise((resolve, reject) => {
      open.onsuccess = resolve
      open.onerror = () => reject(open.error ?? new Error('no store'))
    })
    const db = open.result
    const tx = db.transaction('flagged', 'readwrite')
    const finding = {
      rule: 'r',
      name: 'sample_rule',
      title: 'A sample finding',
      level: 'high',
      stage: 'delivery',
      evidence: [{ field: 'text', start: 0, end: 4, text: 'Text' }],
      explain: 'What was seen.',
      innocent: 'What else it may be.',
      advice: 'What to do.',
      headline: 'Looks like a lure',
    }
    for (let index = 0; index < total; index += 1) {
      const id = String(index)
      const key = `linkedin||${id}`
      const level = index % 3 === 0 ? 'critical' : index % 3 === 1 ? 'high' : 'medium'
      const verdict = { id, level, findings: [{ ...finding, level }] }
      const view = {
        key,
        site: index % 2 === 0 ? 'linkedin' : 'gmail',
        sender: `Sender ${id}`,
        address: `sender-${id}@${index === 1 ? 'averylonglabel'.repeat(12) : 'mail'}.example`,
        subject: `Subject ${id}${index === 1 ? ` ${'Donaudampfschifffahrt'.repeat(8)}` : ''}`,
        excerpt: `Text of message ${id}. `.repeat((index % 5) + 1),
        hosts: ['jobs.example'],
        attachments: index === 1 ? [`${'unbroken_name_'.repeat(13)}.zip`] : [],
        outgoing: false,
        verdict,
        dismissed: false,
      }
      const flaggedAt = Date.now() - index * 60_000
      tx.objectStore('flagged').put({
        key,
        state: 'new',
        flaggedAt,
        url: 'https://mail.example/',
        view,
      })
    }
    await new Promise((resolve) => (tx.oncomplete = resolve))
    db.close()
  }, count)
}
