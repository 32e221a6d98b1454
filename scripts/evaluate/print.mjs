/** One line a rate, each set under its own heading. */
export function printTable(title, rates) {
  process.stdout.write(`\n${title}\n`)
  let last
  for (const { set, kind, name, hit, of } of rates) {
    if (set !== last) process.stdout.write(`  ${set}\n`)
    last = set
    const share = of === 0 ? '' : `${((100 * hit) / of).toFixed(1)} %`
    const label = kind === undefined ? name : `${kind} ${name}`
    process.stdout.write(
      `    ${label.padEnd(62)} ${`${hit}/${of}`.padStart(9)} ${share.padStart(8)}\n`,
    )
  }
}

/** The first `count` messages that were judged wrongly, with the rules that spoke. */
export function printErrors(title, rows, count) {
  if (rows.length === 0) return
  process.stdout.write(`\n${title} (${rows.length})\n`)
  for (const { message, verdict } of rows.slice(0, count)) {
    const rules = verdict.findings.map(({ name }) => name).join(' ') || '–'
    const text = message.text.replaceAll(/\s+/g, ' ').slice(0, 110)
    const what = message.campaign ?? message.kind ?? 'message'
    process.stdout.write(`  ${what} [${verdict.level}] ${rules} | ${text}\n`)
  }
}

/** Names of messages, no texts: whoever reads those of a sealed set has opened it. */
export function printIds(sets) {
  for (const { set, missed, wrong } of sets) {
    process.stdout.write(
      `\n${set}: missed ${missed.join(' ') || '–'}; flagged ${wrong.join(' ') || '–'}\n`,
    )
  }
}
