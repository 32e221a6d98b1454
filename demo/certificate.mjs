// @ts-check
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A throw-away certificate for the demo's local server, made in memory at every start: no private
 * key is ever written or committed. The browser is told the key's hash and trusts this key alone
 * (`--ignore-certificate-errors-spki-list`), so that its checks stay on for everything else.
 */

/** @param {number} tag @param {...Uint8Array} parts */
function encode(tag, ...parts) {
  const body = Buffer.concat(parts)
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const size = Buffer.from(body.length.toString(16).padStart(body.length > 255 ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, body])
}

const encodeSequence = (/** @type {Uint8Array[]} */ ...parts) => encode(0x30, ...parts)
const encodeOid = (/** @type {string} */ hex) => encode(0x06, Buffer.from(hex, 'hex'))

const ECDSA_WITH_SHA256 = encodeSequence(encodeOid('2a8648ce3d040302'))

/** @param {string} text */
function encodeName(text) {
  const commonName = encodeSequence(encodeOid('550403'), encode(0x0c, Buffer.from(text)))
  return encodeSequence(encode(0x31, commonName))
}

/** @param {Date} date */
function encodeTime(date) {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14)
  return encode(0x17, Buffer.from(`${digits}Z`))
}

/** @param {string[]} hosts */
function encodeHosts(hosts) {
  const names = encodeSequence(...hosts.map((host) => encode(0x82, Buffer.from(host))))
  const extension = encodeSequence(encodeOid('551d11'), encode(0x04, names))
  return encode(0xa3, encodeSequence(extension))
}

/**
 * Makes a self-signed certificate, valid for a week.
 * @param {string[]} hosts names it stands for
 * @returns {{ key: string, cert: string, spkiHash: string }} PEM, PEM, base64 SHA-256 of the public key
 */
export function createCertificate(hosts) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const day = 24 * 60 * 60 * 1000
  const body = encodeSequence(
    encode(0xa0, encode(0x02, Buffer.from([2]))),
    encode(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    encodeName('Lurewatch demo'),
    encodeSequence(
      encodeTime(new Date(Date.now() - day)),
      encodeTime(new Date(Date.now() + 7 * day)),
    ),
    encodeName('Lurewatch demo'),
    spki,
    encodeHosts(hosts),
  )
  const signature = encode(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const der = encodeSequence(body, ECDSA_WITH_SHA256, signature)
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    spkiHash: createHash('sha256').update(spki).digest('base64'),
  }
}
