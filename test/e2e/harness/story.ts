import type { DemoMessage } from '../../../demo/inboxes.mjs'

/** Two messages of which neither is a lure by itself: only whoever remembers the first sees the story. */
export const APPROACH =
  'Hello Sam, I am recruiting a principal flight software engineer. May I send you the job description?'
export const DELIVERY: Omit<DemoMessage, 'at'> = {
  from: 'them',
  text: 'Here it is. Password: Flight2026!',
  attachments: [{ name: 'Documents.zip', size: '4 MB' }],
}
