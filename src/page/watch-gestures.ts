import { getPageHandle } from './handle.ts'

/**
 * What opens or copies, and what leads up to it, as a site may act on that already. The reader watches
 * the commonest from the start; doing it again changes nothing.
 */
const GESTURES =
  'click auxclick keydown copy cut submit dragstart pointerdown pointerup mousedown mouseup touchstart touchend'

export function watchGestures(target: EventTarget): void {
  for (const name of GESTURES.split(' ')) target.addEventListener(name, passOn, true)
}

function passOn(event: Event): void {
  getPageHandle().panel?.onGesture(event)
}
