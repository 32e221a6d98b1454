import { fileTypeFromBuffer } from 'file-type/core'
import { asciiBytes, holdsBytes } from './bytes.ts'
import { isLocked } from './find-encryption.ts'

export interface ContentFacts {
  /** MIME type that the first bytes show; absent where they show none, as in plain text. */
  readonly detected?: string
  /** Only ever true: what is locked in a way not looked for is left out, not called open. */
  readonly encrypted?: true
}

/** Of a longer file only the head is looked at, and the end, where archives keep their directory. */
const HEAD = 1_048_576

/** What a file is by its bytes, whatever its name says; never throws. */
export async function inspectContent(bytes: Uint8Array): Promise<ContentFacts> {
  const detected = findOwnType(bytes) ?? (await findListedType(bytes))
  if (detected === undefined) return {}
  return { detected, ...(isLocked(bytes, detected) ? { encrypted: true } : {}) }
}

async function findListedType(bytes: Uint8Array): Promise<string | undefined> {
  const head = bytes.subarray(0, HEAD)
  try {
    const type = (await fileTypeFromBuffer(head))?.mime
    return type === 'application/x-cfb' && holdsBytes(head, INSTALLER_CLASS)
      ? 'application/x-msi'
      : type
  } catch {
    return undefined
  }
}

/** Class of the root storage of Windows Installer packages, which share their container with `.doc`. */
const INSTALLER_CLASS = [0x84, 0x10, 0x0c, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46]

interface Signature {
  readonly type: string
  readonly bytes: readonly number[]
  readonly at?: number
}

/** Formats that lures use and `file-type` does not know; their own specifications name the bytes. */
const SIGNATURES: readonly Signature[] = [
  { type: 'application/x-iso9660-image', bytes: asciiBytes('CD001'), at: 0x8001 },
  { type: 'application/x-virtualbox-vhd', bytes: asciiBytes('conectix') },
  { type: 'application/x-virtualbox-vhdx', bytes: asciiBytes('vhdxfile') },
  { type: 'application/onenote', bytes: [0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d] },
  { type: 'application/x-shellscript', bytes: asciiBytes('#!') },
]

function findOwnType(bytes: Uint8Array): string | undefined {
  const found = SIGNATURES.find((signature) => hasSignature(bytes, signature))
  return found?.type ?? findMarkup(bytes)
}

function hasSignature(all: Uint8Array, { bytes, at = 0 }: Signature): boolean {
  return bytes.every((byte, index) => all[at + index] === byte)
}

/** Pages begin with white space, comments or a declaration; a script element alone makes one, too. */
function findMarkup(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).trimStart()
  if (!head.startsWith('<') && !head.startsWith('ï»¿<')) return undefined
  if (/<hta:application/i.test(head)) return 'application/hta'
  return /^(?:ï»¿)?<(?:!doctype html|html|head|body|script|iframe)[\s>]/i.test(head)
    ? 'text/html'
    : undefined
}
