import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { valuesOf } from './fixture.ts'

const named = (name: string, mime?: string) => ({ attachments: [{ name, ...(mime && { mime }) }] })

describe('facts of attachments', () => {
  it.each([
    ['attachment.extension', 'Offer.PDF', ['pdf']],
    ['attachment.extension', 'README', []],
    ['attachment.kind', 'Offer.iso', ['disk-image']],
    ['attachment.kind', 'Offer.unknown', []],
    ['attachment.double_extension', 'offer.pdf.exe', [true]],
    ['attachment.double_extension', 'HSBC job offer.pdf.zip', [true]],
    ['attachment.double_extension', 'plan.doc.docm', [true]],
    ['attachment.double_extension', 'offer.pdf            .exe', [true]],
    ['attachment.double_extension', 'source.tar.gz', []],
    ['attachment.double_extension', 'v1.2.pdf', []],
    ['attachment.double_extension', 'offer.pdf', []],
    ['attachment.double_extension', 'scan.jpg.pdf', []],
    ['attachment.disguised_name', 'Offer_\u202efdp.exe', [true]],
    ['attachment.disguised_name', 'HSBC job offer\u2024pdf', [true]],
    ['attachment.disguised_name', 'offer\uff0eexe', [true]],
    ['attachment.disguised_name', 'of\u200bfer.pdf', [true]],
    ['attachment.disguised_name', 'offer.pdf\u2800\u2800.exe', [true]],
    ['attachment.disguised_name', 'offer.pdf        .exe', [true]],
    ['attachment.disguised_name', 'offer.exe.', [true]],
    ['attachment.disguised_name', 'offer.exe ', [true]],
    ['attachment.disguised_name', 'Job Offer (final version) 2026.pdf', []],
    ['attachment.disguised_name', 'عرض.pdf', []],
    ['attachment.disguised_name', 'می\u200cخواهم.pdf', []],
    ['attachment.disguised_name', '👨‍👩‍👧.jpg', []],
    ['attachment.disguised_name', 'Bericht. Teil 2.docx', []],
    ['attachment.job_words', 'Job_Offer.pdf', [true]],
    ['attachment.job_words', 'SalaryDetails.docx', [true]],
    ['attachment.job_words', 'Stellenbeschreibung.pdf', [true]],
    ['attachment.job_words', '求人票.pdf', [true]],
    ['attachment.job_words', 'Holiday photos.zip', []],
    ['attachment.job_words', 'Jobst.pdf', []],
  ])('%s of %j', (field, name, values) => {
    expect(valuesOf(named(name), field)).toEqual(values)
  })

  it.each([
    ['offer', 'application/pdf', ['pdf'], ['pdf']],
    ['offer.docx', 'Application/X-MSDownload; name="x"', ['document'], ['executable']],
    ['offer.docx', undefined, ['document'], []],
  ])('kind of %j sent as %s', (name, mime, kind, mimeKind) => {
    expect(valuesOf(named(name, mime), 'attachment.kind')).toEqual(kind)
    expect(valuesOf(named(name, mime), 'attachment.mime_kind')).toEqual(mimeKind)
  })

  it.each([
    ['Senior Account Executive.zip', 'Senior Account Executive at Example Ltd', [true]],
    ['senior_account_executive.zip', 'Senior Account Executive | Sales', [true]],
    ['Senior Account Executive.zip', 'Nurse at Example Ltd', []],
    ['Senior Account Executive.zip', undefined, []],
    ['Executive.zip', 'Senior Account Executive', []],
  ])('%j for a %s', (name, headline, values) => {
    const message = { ...named(name), recipient: headline === undefined ? {} : { headline } }
    expect(valuesOf(message, 'attachment.names_title')).toEqual(values)
  })

  it.each([
    ['Senior Software Engineer.zip', [true]],
    ['Ingeniero de Sistemas.rar', [true]],
    ['시니어 엔지니어.zip', [true]],
    ['Engineer.zip', []],
    ['Engineering handbook.zip', []],
    ['Report of the software team for the chief engineer of the plant.zip', []],
  ])('%j is a job title: %j', (name, values) => {
    expect(valuesOf(named(name), 'attachment.job_title')).toEqual(values)
  })

  it.each([
    ['HSBC job offer.pdf', 'application/x-elf', [true]],
    ['offer.pdf', 'application/zip', [true]],
    ['photo.jpg', 'application/x.ms.shortcut', [true]],
    ['offer.docx', 'application/x-msdownload', [true]],
    ['offer.pdf', 'text/html', [true]],
    ['offer.pdf', 'application/pdf', []],
    ['offer.pdf', undefined, []],
    ['paper.docx', 'application/zip', []],
    ['table.xls', 'text/html', []],
    ['setup.exe', 'application/x-msdownload', []],
    ['sources.zip', 'application/gzip', []],
    ['notes', 'application/x-elf', []],
  ])('%j with the bytes of %s deceives: %j', (name, detected, values) => {
    const message = { attachments: [{ name, ...(detected !== undefined && { detected }) }] }
    expect(valuesOf(message, 'attachment.content_mismatch')).toEqual(values)
  })

  it('says which file is locked', () => {
    const attachments = [{ name: 'a.zip' }, { name: 'b.zip', encrypted: true }]
    expect(valuesOf({ attachments }, 'attachment.encrypted')).toEqual([true])
  })

  it('takes any name without an error', () => {
    const fields = ['extension', 'kind', 'double_extension', 'disguised_name', 'job_words']
    fc.assert(
      fc.property(anyText(), (name) => {
        for (const field of fields) {
          expect(valuesOf(named(name), `attachment.${field}`).length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('files that the text speaks of', () => {
  it.each([
    ['please open Offer_Details.iso now', ['Offer_Details.iso'], ['disk-image']],
    [
      'unpack assessment.zip, then run Quiz1.exe.',
      ['assessment.zip', 'Quiz1.exe'],
      ['archive', 'executable'],
    ],
    ['“Job.pdf”', ['Job.pdf'], ['pdf']],
    ['we use Node.js and Vue.js', [], []],
    ['write to a.pdf@example.com or https://example.com/a.zip', [], []],
    ['the end.Doc', [], []],
  ])('%j', (text, names, kinds) => {
    expect(valuesOf({ text }, 'attachment.mentioned_name')).toEqual(names)
    expect(valuesOf({ text }, 'attachment.mentioned_kind')).toEqual(kinds)
  })
})
