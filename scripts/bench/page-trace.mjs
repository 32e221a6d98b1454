// @ts-check

/** @typedef {{ name: string, ph: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number, args?: any }} TraceEvent */

const LAYOUT = new Set(['Layout', 'UpdateLayoutTree', 'Layerize', 'RecalculateStyles'])

/**
 * Records what Chromium's main threads do while `run` runs.
 * @param {import('playwright-core').CDPSession} cdp
 * @param {() => Promise<void>} run
 * @returns {Promise<TraceEvent[]>}
 */
export async function traceWhile(cdp, run) {
  /** @type {TraceEvent[]} */
  const events = []
  const collect = (/** @type {{ value: any[] }} */ { value }) => events.push(...value)
  cdp.on('Tracing.dataCollected', collect)
  const includedCategories = ['devtools.timeline', 'v8', 'v8.execute']
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories },
  })
  await run()
  const done = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await done
  cdp.off('Tracing.dataCollected', collect)
  return events
}

/** Milliseconds of processor time; the clock's where the trace has no other. @param {TraceEvent} event */
function cost(event) {
  return (event.tdur ?? event.dur ?? 0) / 1000
}

/** @param {TraceEvent} event */
function isOurs(event) {
  const { url, fileName } = event.args?.data ?? event.args ?? {}
  return String(url ?? fileName ?? '').startsWith('chrome-extension:')
}

/**
 * What happened on main threads of pages: the background's own thread is traced as well.
 * @param {TraceEvent[]} events
 */
function takeMainThreads(events) {
  const place = (/** @type {TraceEvent} */ { pid, tid }) => `${pid} ${tid}`
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(place),
  )
  if (mains.size === 0) throw new Error('the trace names no main thread of a page')
  return events.filter((event) => mains.has(place(event)))
}

/**
 * What scripts of extensions cost a page: every call from the browser into them, with all that it
 * calls. What runs on behind an `await` is not told apart by the browser and is left out; it parses
 * one answer a batch.
 * @param {TraceEvent[]} traced
 */
export function measureOwn(traced) {
  const events = takeMainThreads(traced)
  const calls = events.filter(
    (event) => event.ph === 'X' && event.name === 'FunctionCall' && isOurs(event),
  )
  const scripts = events.filter((event) => event.name === 'EvaluateScript' && isOurs(event))
  const inside = (/** @type {TraceEvent} */ event) =>
    [...calls, ...scripts].some(
      (call) =>
        call.pid === event.pid &&
        call.tid === event.tid &&
        event.ts >= call.ts &&
        event.ts < call.ts + (call.dur ?? 0),
    )
  return {
    /** Milliseconds in all. */
    total: calls.reduce((sum, call) => sum + cost(call), 0),
    /** Milliseconds of the longest call. */
    longest: Math.max(0, ...calls.map(cost)),
    calls: calls.length,
    /** Milliseconds to compile and run the script. */
    start: scripts.reduce((sum, script) => sum + cost(script), 0),
    /** Milliseconds of the browser's to find what is in view; the page's own observers included. */
    view: events
      .filter((event) => event.ph === 'X' && event.name.startsWith('IntersectionObserver'))
      .reduce((sum, event) => sum + cost(event), 0),
    /** Layouts and style recalculations that our own calls forced. */
    layouts: events.filter((event) => LAYOUT.has(event.name) && inside(event)).length,
  }
}
