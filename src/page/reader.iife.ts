import { findPageApi } from '../platform/page-api.ts'
import { getPageHandle } from './handle.ts'
import { PageScript } from './page-script.ts'

/** A frame gets one reader; one that an update cut off makes room. */
function startReader(): void {
  const api = findPageApi()
  const before = getPageHandle().reader
  if (api === undefined || before?.isAlive() === true) return
  // Before the page's scripts run, and so before their own listeners. The panel decides what to do; it
  // watches for the rarer ways itself.
  for (const name of ['click', 'auxclick', 'keydown', 'copy']) {
    addEventListener(name, (event) => getPageHandle().panel?.onGesture(event), true)
  }
  before?.stop()
  const script = new PageScript(api, document)
  getPageHandle().reader = script
  const start = (): void => void script.start()
  // At the document's start nothing stands there yet that could be read.
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start)
  else start()
}

startReader()
