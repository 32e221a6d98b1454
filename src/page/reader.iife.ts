import { findPageApi } from '../platform/page-api.ts'
import { getPageHandle } from './handle.ts'
import { PageScript } from './page-script.ts'

/** A frame gets one reader; one that an update cut off makes room. */
function startReader(): void {
  const api = findPageApi()
  const before = getPageHandle().reader
  if (api === undefined || before?.isAlive() === true) return
  before?.stop()
  const script = new PageScript(api, document)
  getPageHandle().reader = script
  void script.start()
}

startReader()
