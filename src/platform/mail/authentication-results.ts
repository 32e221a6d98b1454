import type { Authentication, AuthenticationResult } from '../../engine/message.ts'

interface Header {
  readonly key: string
  readonly value: string
}

const METHODS = ['spf', 'dkim', 'dmarc'] as const
type Method = (typeof METHODS)[number]

const MAX_LENGTH = 16_384

/**
 * The topmost `Authentication-Results`, and only where it stands above every `Received`: each
 * server writes its lines on top, so that one further down may be the sender's own invention.
 */
export function readAuthentication(headers: readonly Header[]): Authentication | undefined {
  const at = headers.findIndex(({ key }) => key === 'authentication-results')
  const received = headers.findIndex(({ key }) => key === 'received')
  const header = headers[at]
  if (header === undefined || (received >= 0 && received < at)) return undefined
  const results = readResults(header.value.slice(0, MAX_LENGTH))
  const authentication: { -readonly [M in Method]?: AuthenticationResult } = {}
  for (const method of METHODS) {
    const found = results.filter((result) => result.method === method).map(({ result }) => result)
    const verdict = method === 'dkim' ? takeBest(found) : takeWorst(found)
    if (verdict !== undefined) authentication[method] = verdict
  }
  return Object.keys(authentication).length === 0 ? undefined : authentication
}

interface MethodResult {
  readonly method: Method
  readonly result: AuthenticationResult
}

function readResults(value: string): MethodResult[] {
  return splitStatements(value).flatMap((statement) => {
    const match = /^\s*(spf|dkim|dmarc)\s*(?:\/\s*\d+\s*)?=\s*([a-z]+)/i.exec(statement)
    const method = METHODS.find((known) => known === match?.[1]?.toLowerCase())
    return method === undefined ? [] : [{ method, result: judgeResult(match?.[2] ?? '') }]
  })
}

/** Parts between semicolons, without comments; quoted text (an address may hold `;`) stays whole. */
function splitStatements(value: string): string[] {
  const statements: string[] = []
  let statement = ''
  let depth = 0
  let isQuoted = false
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index)
    if (character === '\\' && (isQuoted || depth > 0)) index += 1
    else if (isQuoted) isQuoted = character !== '"'
    else if (character === '(') depth += 1
    else if (depth > 0) depth -= character === ')' ? 1 : 0
    else if (character === '"') isQuoted = true
    else if (character === ';') {
      statements.push(statement)
      statement = ''
    } else statement += character
  }
  return [...statements, statement]
}

/** Everything that was checked and did not pass is a failure; what could not be checked is none. */
function judgeResult(word: string): AuthenticationResult {
  const result = word.toLowerCase()
  if (result === 'pass') return 'pass'
  return result === 'none' || result === 'neutral' || result === 'temperror' ? 'none' : 'fail'
}

/** One good signature is enough. */
function takeBest(results: readonly AuthenticationResult[]): AuthenticationResult | undefined {
  return (['pass', 'fail', 'none'] as const).find((result) => results.includes(result))
}

function takeWorst(results: readonly AuthenticationResult[]): AuthenticationResult | undefined {
  return (['fail', 'none', 'pass'] as const).find((result) => results.includes(result))
}
