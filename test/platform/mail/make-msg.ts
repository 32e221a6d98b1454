import * as CFB from 'cfb'

/** A property of an Outlook file: text (UTF-16), bytes, a time, a number or a flag. */
export type MsgValue = string | Uint8Array | Date | number | boolean

export interface MsgParts {
  /** By property number: `{ 0x0037: 'Subject' }`. */
  readonly properties: Readonly<Record<number, MsgValue>>
  readonly recipients?: readonly Readonly<Record<number, MsgValue>>[]
  readonly attachments?: readonly MsgAttachment[]
}

export interface MsgAttachment {
  readonly properties: Readonly<Record<number, MsgValue>>
  readonly mail?: MsgParts
}

/** Texts are written in a narrow encoding where their bytes are given here. */
export interface MsgOptions {
  readonly narrow?: Readonly<Record<number, Uint8Array>>
}

/** An Outlook file, written by other code than that which reads it. */
export function makeMsg(parts: MsgParts, { narrow = {} }: MsgOptions = {}): Uint8Array {
  const file = CFB.utils.cfb_new()
  addMail(file, '', parts, 32)
  for (const [id, bytes] of Object.entries(narrow)) {
    CFB.utils.cfb_add(file, `/${streamName(Number(id), 0x1e)}`, [...bytes])
  }
  const written: unknown = CFB.write(file, { type: 'buffer' })
  if (!(written instanceof Uint8Array)) throw new Error('cfb wrote no bytes')
  return new Uint8Array(written)
}

function addMail(file: CFB.CFB$Container, at: string, parts: MsgParts, header: number): void {
  addProperties(file, at, parts.properties, header)
  parts.recipients?.forEach((properties, index) => {
    addProperties(file, `${at}/__recip_version1.0_#${number(index)}`, properties, 8)
  })
  parts.attachments?.forEach(({ properties, mail }, index) => {
    const folder = `${at}/__attach_version1.0_#${number(index)}`
    addProperties(file, folder, properties, 8)
    if (mail !== undefined) addMail(file, `${folder}/__substg1.0_3701000D`, mail, 24)
  })
}

function addProperties(
  file: CFB.CFB$Container,
  at: string,
  properties: Readonly<Record<number, MsgValue>>,
  header: number,
): void {
  const fixed: number[] = new Array<number>(header).fill(0)
  for (const [key, value] of Object.entries(properties)) {
    const id = Number(key)
    if (typeof value === 'string') {
      CFB.utils.cfb_add(file, `${at}/${streamName(id, 0x1f)}`, [...encodeWide(value)])
    } else if (value instanceof Uint8Array) {
      CFB.utils.cfb_add(file, `${at}/${streamName(id, 0x102)}`, [...value])
    } else fixed.push(...encodeFixed(id, value))
  }
  CFB.utils.cfb_add(file, `${at}/__properties_version1.0`, fixed)
}

function encodeFixed(id: number, value: Date | number | boolean): number[] {
  const view = new DataView(new ArrayBuffer(16))
  const type = value instanceof Date ? 0x40 : typeof value === 'number' ? 0x03 : 0x0b
  view.setUint32(0, id * 0x10000 + type, true)
  if (value instanceof Date) {
    view.setBigUint64(8, BigInt(value.getTime()) * 10_000n + 116_444_736_000_000_000n, true)
  } else view.setInt32(8, Number(value), true)
  return [...new Uint8Array(view.buffer)]
}

function encodeWide(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer)
}

function streamName(id: number, type: number): string {
  return `__substg1.0_${(id * 0x10000 + type).toString(16).toUpperCase().padStart(8, '0')}`
}

function number(index: number): string {
  return index.toString(16).toUpperCase().padStart(8, '0')
}
