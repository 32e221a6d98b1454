import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inspectContent } from '../../../src/platform/mail/inspect-content.ts'
import { toLatin1 } from './bytes.ts'

/** Bytes at their places; zero elsewhere. */
function place(length: number, ...parts: readonly (readonly [number, string])[]): Uint8Array {
  const bytes = new Uint8Array(length)
  for (const [at, text] of parts) bytes.set(toLatin1(text), at)
  return bytes
}

const DOS_PROGRAM = place(512, [0, 'MZ'], [0x3c, '\x80'], [0x80, 'PE\0\0'])
const COMPOUND = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'
const INSTALLER = '\x84\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46'

describe('the type that the bytes show', () => {
  it.each([
    ['a Windows program', DOS_PROGRAM, 'application/x-msdownload'],
    ['a Linux program', place(64, [0, '\x7FELF\x02\x01\x01']), 'application/x-elf'],
    ['a PDF', toLatin1('%PDF-1.7\n1 0 obj'), 'application/pdf'],
    ['an archive', zipSync({ 'a.txt': strToU8('a') }), 'application/zip'],
    ['a disk image', place(0x8800, [0x8001, 'CD001\x01']), 'application/x-iso9660-image'],
    ['a virtual disk', place(64, [0, 'vhdxfile']), 'application/x-virtualbox-vhdx'],
    [
      'a shortcut',
      toLatin1('\x4C\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46'),
      'application/x.ms.shortcut',
    ],
    ['a notebook', toLatin1('\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1'), 'application/onenote'],
    ['a shell script', toLatin1('#!/bin/sh\ncurl'), 'application/x-shellscript'],
    ['a page', toLatin1('\n <!DOCTYPE html><html>'), 'text/html'],
    ['a page with a mark of its encoding', toLatin1('ï»¿<script>x()</script>'), 'text/html'],
    ['an HTML application', toLatin1('<html><hta:application id=x>'), 'application/hta'],
    ['an old office document', place(2048, [0, COMPOUND]), 'application/x-cfb'],
    ['an installer', place(2048, [0, COMPOUND], [0x450, INSTALLER]), 'application/x-msi'],
    ['a text', toLatin1('Dear candidate, <html> is a tag.'), undefined],
    ['nothing', new Uint8Array(), undefined],
  ])('is found for %s', async (_, bytes, type) => {
    expect((await inspectContent(bytes)).detected).toBe(type)
  })
})

const OPEN_ZIP = zipSync({ 'a.txt': strToU8('a'), 'b.txt': strToU8('b') })

/** With the flag of encryption at the second entry's place in the directory only. */
function lockSecondEntry(zip: Uint8Array): Uint8Array {
  const locked = zip.slice()
  const text = new TextDecoder('latin1').decode(zip)
  const at = text.lastIndexOf('PK\x01\x02')
  locked[at + 8] = (locked[at + 8] ?? 0) | 1
  return locked
}

function lockFirstEntry(zip: Uint8Array): Uint8Array {
  const locked = zip.slice()
  locked[6] = (locked[6] ?? 0) | 1
  return locked
}

const RAR4 = 'Rar!\x1A\x07\x00'
const RAR5 = 'Rar!\x1A\x07\x01\x00'
const rar4Main = (flags: string) => `\0\0\x73${flags}\x0D\0\0\0\0\0\0\0`
const rar4File = (flags: string) => `\0\0\x74${flags}\x20\0${'\0'.repeat(25)}`
/** Main header: four bytes of checksum, size 3, type 1, no flags, no archive flags. */
const RAR5_MAIN = '\0\0\0\0\x03\x01\0\0'
const rar5File = (record: string) => `\0\0\0\0\x07\x02\x01\x03\0\x02${record}\0`

describe('a password', () => {
  it.each([
    ['ZIP, first entry', lockFirstEntry(OPEN_ZIP), true],
    ['ZIP, any entry', lockSecondEntry(OPEN_ZIP), true],
    ['ZIP without', OPEN_ZIP, undefined],
    ['RAR 4, names', toLatin1(`${RAR4}${rar4Main('\x80\0')}`), true],
    ['RAR 4, file', toLatin1(`${RAR4}${rar4Main('\0\0')}${rar4File('\x04\0')}`), true],
    ['RAR 4 without', toLatin1(`${RAR4}${rar4Main('\0\0')}${rar4File('\0\0')}`), undefined],
    ['RAR 5, names', toLatin1(`${RAR5}\0\0\0\0\x21\x04\0\0\0`), true],
    ['RAR 5, file', toLatin1(`${RAR5}${RAR5_MAIN}${rar5File('\x01')}`), true],
    ['RAR 5 without', toLatin1(`${RAR5}${RAR5_MAIN}${rar5File('\x03')}`), undefined],
    ['7z', toLatin1('7z\xBC\xAF\x27\x1C\0\x04........\x06\xF1\x07\x01'), true],
    ['7z without', toLatin1('7z\xBC\xAF\x27\x1C\0\x04........\x03\x01\x01'), undefined],
    ['PDF', toLatin1('%PDF-1.7\ntrailer << /Encrypt 9 0 R >>'), true],
    ['PDF without', toLatin1('%PDF-1.7\ntrailer << /Root 1 0 R >>'), undefined],
    [
      'office',
      place(4096, [0, COMPOUND], [1024, 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0']),
      true,
    ],
    ['office without', place(4096, [0, COMPOUND], [1024, 'W\0o\0r\0d\0']), undefined],
  ])('%s', async (_, bytes, isLocked) => {
    const facts = await inspectContent(bytes)
    expect(facts.detected).toBeDefined()
    expect(facts.encrypted).toBe(isLocked)
  })
})

it('ends on any bytes without throwing', async () => {
  const starts = [RAR4, RAR5, 'PK\x03\x04', '7z\xBC\xAF\x27\x1C', '%PDF-', COMPOUND, 'MZ', '']
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 600 }),
      async (start, rest) => {
        const bytes = new Uint8Array([...toLatin1(start), ...rest])
        await expect(inspectContent(bytes)).resolves.toBeDefined()
      },
    ),
    { numRuns: 400 },
  )
})
