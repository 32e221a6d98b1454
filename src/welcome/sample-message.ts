import type { Message } from '../engine/message.ts'

/** An invented lure, judged anew on every visit by the rules that are there. */
export const SAMPLE_MESSAGE: Message = {
  id: 'sample',
  site: 'linkedin',
  channel: 'social',
  threadId: 'sample',
  sender: { name: 'Helena Brandvold', headline: 'Senior Talent Acquisition Manager', degree: 3 },
  text: [
    'Dear candidate, I am recruiting for Airbus and have an exclusive opening for you.',
    'The job description is attached. It is confidential, so the archive is encrypted. Password: Flight2026!',
    'Open it on your work computer. It only opens with our own reader, SecurePDF.exe, which is inside.',
  ].join('\n'),
  links: [],
  attachments: [{ name: 'Principal_Engineer_JobDescription.zip', size: 4_194_304 }],
}
