/** Why a file could not be fetched. */
export type FetchFault =
  'offline' | 'cut' | 'slow' | 'redirect' | 'status' | 'web-page' | 'too-large'

/** A file that did not come; `message` names the file, never what came in its place. */
export class FetchError extends Error {
  override readonly name = 'FetchError'

  constructor(
    readonly fault: FetchFault,
    file: string,
    reason: string,
  ) {
    super(`${file}: ${reason}`)
  }
}

export interface FetchLimits {
  /** Of the content, after any compression was undone. */
  readonly maxBytes: number
  /** Milliseconds for all of it. */
  readonly maxTotal: number
  /** Milliseconds without a single byte. */
  readonly maxSilence: number
}

export interface FetchRequest extends FetchLimits {
  /** Ends with `/`. */
  readonly base: string
  /** Below `base`: `targets/x.json`. */
  readonly file: string
  /** Told how many bytes have come so far. */
  readonly onBytes?: (bytes: number) => void
}

/**
 * Fetches one file of a rule source: the only place in the extension that asks for anything over the
 * network. Undefined where the server says that it does not exist (404), and for no other reason.
 *
 * Nothing goes along but the address: no cookies, no referrer. Nothing is taken from or put into the
 * cache. It follows no redirect. It stops reading at the limit, whatever the server says of length.
 *
 * @throws FetchError
 */
export async function fetchFile(
  request: FetchRequest,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const timer = new Timer(request)
  try {
    const response = await ask(request, timer)
    if (response === undefined) return undefined
    return await readBody(response, request, timer)
  } finally {
    timer.stop()
  }
}

async function ask(
  { base, file, maxBytes }: FetchRequest,
  timer: Timer,
): Promise<Response | undefined> {
  const response = await timer.race(
    fetch(new URL(file, base), {
      // Not followed, but told apart from a host that does not answer.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: timer.signal,
    }),
    'offline',
    'can’t be asked for; is this computer online, and the address right?',
  )
  if (response.status === 404) return undefined
  const fault = findFault(response)
  if (fault !== undefined) throw new FetchError(fault[0], file, fault[1])
  const length = Number(response.headers.get('content-length') ?? 0)
  if (length > maxBytes) throw tooLarge(file, maxBytes)
  return response
}

function findFault({ status, type }: Response): [FetchFault, string] | undefined {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return ['redirect', 'the server leads elsewhere, which is not followed']
  }
  if (status === 511) return ['web-page', 'the network asks to sign in first']
  return status === 200 ? undefined : ['status', `the server answers with status ${status}`]
}

async function readBody(
  response: Response,
  { file, maxBytes, onBytes }: FetchRequest,
  timer: Timer,
): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await timer.race(reader.read(), 'cut', 'the connection broke off')
    if (done) return join(chunks, size)
    size += value.length
    // Before the limit is looked at: pages are larger than most files of a source.
    if (chunks.length === 0 && isMarkup(value)) {
      throw new FetchError('web-page', file, 'is a web page, not a file of a rule source')
    }
    if (size > maxBytes) throw tooLarge(file, maxBytes)
    chunks.push(value)
    timer.noteByte()
    onBytes?.(size)
  }
}

/** All files of a source are JSON; a network's page for signing in begins with `<`. */
function isMarkup(chunk: Uint8Array): boolean {
  return /^[\s\uFEFF]*</.test(new TextDecoder().decode(chunk.subarray(0, 200)))
}

function tooLarge(file: string, limit: number): FetchError {
  return new FetchError('too-large', file, `is larger than the ${limit} bytes that it may have`)
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** Ends a request that takes too long, and whatever is left of one that is done with. */
class Timer {
  readonly #controller = new AbortController()
  readonly #total: ReturnType<typeof setTimeout>
  readonly #request: FetchRequest
  #silence: ReturnType<typeof setTimeout>
  #reason: string | undefined

  constructor(request: FetchRequest) {
    this.#request = request
    this.#total = setTimeout(() => this.#end('takes too long to come'), request.maxTotal)
    this.#silence = this.#listen()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  noteByte(): void {
    clearTimeout(this.#silence)
    this.#silence = this.#listen()
  }

  /** Lets go of the connection: what was not read is not wanted. */
  stop(): void {
    clearTimeout(this.#total)
    clearTimeout(this.#silence)
    this.#controller.abort()
  }

  /** Waits for what the signal can end; names the fault if it does not come. */
  async race<T>(work: Promise<T>, fault: FetchFault, reason: string): Promise<T> {
    try {
      return await work
    } catch {
      const { file } = this.#request
      if (this.#reason !== undefined) throw new FetchError('slow', file, this.#reason)
      throw new FetchError(fault, file, reason)
    }
  }

  #listen(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#end('stopped coming'), this.#request.maxSilence)
  }

  #end(reason: string): void {
    this.#reason ??= reason
    this.#controller.abort()
  }
}
