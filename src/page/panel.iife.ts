import { findPageApi } from '../platform/page-api.ts'
import { getPageHandle } from './handle.ts'
import { WarningPanels } from './warning-panels.ts'

/** Injected at a frame's first warning, into the world of its reader. */
function startPanel(): void {
  const api = findPageApi()
  const handle = getPageHandle()
  if (api === undefined || handle.reader === undefined || handle.panel !== undefined) return
  const panel = new WarningPanels(document, handle.reader, api)
  handle.panel = panel
  const { warnings, highlight } = handle.reader.currentWarnings()
  panel.show(warnings, highlight)
}

startPanel()
