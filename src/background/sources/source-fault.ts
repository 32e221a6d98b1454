import { PackError } from '../../packs/pack-file.ts'
import { UpdateError } from '../../packs/tuf/update-error.ts'
import { FetchError } from '../../platform/fetch-file.ts'
import type { SourceFault, SourceFaultKind } from '../../platform/source-protocol.ts'

const DAY = 24 * 60 * 60 * 1000
/** Nobody leaves a source unattended for so long; a computer's clock is set wrong within a second. */
const FAR_OFF = 180 * DAY

/** What a source, its address or the state of things here does not allow. */
export class SourceRefused extends Error {
  override readonly name = 'SourceRefused'

  constructor(
    readonly kind: SourceFaultKind,
    detail: string,
  ) {
    super(detail)
  }
}

/** Says what was wrong with an update. `now`: milliseconds since 1970. */
export function describeFault(error: unknown, now: number): SourceFault {
  if (error instanceof SourceRefused) return { kind: error.kind, detail: error.message }
  if (error instanceof FetchError) return { kind: error.fault, detail: error.message }
  if (error instanceof PackError) return describePackFault(error)
  if (error instanceof UpdateError) {
    const isFarOff = error.expires !== undefined && now - error.expires > FAR_OFF
    return { kind: isFarOff ? 'clock' : error.fault, detail: error.message }
  }
  if (!(error instanceof Error)) return { kind: 'failed', detail: 'no reason was given' }
  const kind = error.name === 'QuotaExceededError' ? 'full' : 'failed'
  return { kind, detail: error.name }
}

function describePackFault({ isNewer, message }: PackError): SourceFault {
  return { kind: isNewer ? 'newer' : 'pack', detail: `pack.json: ${message}` }
}
