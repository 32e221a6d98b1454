import browser, { type Scripting } from 'webextension-polyfill'
import { toPath } from './own-files.ts'

/** Runs packaged files in one frame, or in all frames of a tab; false where the page refuses. */
export async function injectFiles(
  tabId: number,
  files: readonly string[],
  frameId?: number,
): Promise<boolean> {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] }
  try {
    await browser.scripting.executeScript({ target, files: [...files] })
    return true
  } catch {
    return false
  }
}

/** Adds a style rule to one frame without touching its nodes; false where the page refuses. */
export async function insertStyle(tabId: number, frameId: number, css: string): Promise<boolean> {
  try {
    await browser.scripting.insertCSS({ target: { tabId, frameIds: [frameId] }, css })
    return true
  } catch {
    return false
  }
}

/** Ids of the tab's frames that may be read now; empty where none may. */
export async function listFrames(tabId: number): Promise<number[]> {
  try {
    const target = { tabId, allFrames: true }
    const results = await browser.scripting.executeScript({ target, func: () => true })
    return results.map(({ frameId }) => frameId)
  } catch {
    return []
  }
}

/**
 * Indices of the selector lists of which one selector finds something in the tab's top document;
 * undefined where the page may not be read.
 */
export async function probeSelectors(
  tabId: number,
  lists: readonly (readonly string[])[],
): Promise<number[] | undefined> {
  try {
    const [first] = await browser.scripting.executeScript({
      target: { tabId },
      func: findSelectors,
      args: [lists],
    })
    const found: unknown = first?.result
    return Array.isArray(found) ? found.filter((index) => typeof index === 'number') : []
  } catch {
    return undefined
  }
}

/** Runs in the page, so it may use nothing from outside itself. */
function findSelectors(input: unknown): number[] {
  const isFound = (selector: unknown): boolean => {
    try {
      return typeof selector === 'string' && document.querySelector(selector) !== null
    } catch {
      return false
    }
  }
  if (!Array.isArray(input)) return []
  return input.flatMap((list: unknown, index) =>
    Array.isArray(list) && list.some(isFound) ? [index] : [],
  )
}

/** Leads to the next warning of a frame's panel; false where none is shown there. */
export async function showNextWarning(tabId: number, frameId: number): Promise<boolean> {
  try {
    const target = { tabId, frameIds: [frameId] }
    const [first] = await browser.scripting.executeScript({ target, func: stepInPage })
    return first?.result === true
  } catch {
    return false
  }
}

/** Runs in the page beside the panel, so it may use nothing from outside itself. */
function stepInPage(): unknown {
  const notes: unknown = Reflect.get(globalThis, 'pageNotes')
  if (typeof notes !== 'object' || notes === null) return false
  const panel: unknown = Reflect.get(notes, 'panel')
  if (typeof panel !== 'object' || panel === null) return false
  const showNext: unknown = Reflect.get(panel, 'showNext')
  return typeof showNext === 'function' && Reflect.apply(showNext, panel, []) === true
}

/** What a packaged file left of a frame, by frame; empty where the tab may not be read. */
export async function collectOutlines(
  tabId: number,
  file: string,
): Promise<{ readonly frameId: number; readonly outline: string }[]> {
  if (!(await injectFiles(tabId, [file]))) return []
  const target = { tabId, allFrames: true }
  const results = await browser.scripting.executeScript({ target, func: takeOutline })
  return results.flatMap(({ frameId, result }) =>
    typeof result === 'string' ? [{ frameId, outline: result }] : [],
  )
}

/** Runs in the page, so it may use nothing from outside itself. */
function takeOutline(): unknown {
  const outline: unknown = Reflect.get(globalThis, 'pageOutline')
  Reflect.deleteProperty(globalThis, 'pageOutline')
  return outline
}

/** A content script that the browser keeps by itself for one match pattern. */
export interface RegisteredReader {
  readonly origin: string
  /** False where it still names the file of a version before. */
  readonly isCurrent: boolean
}

/** Before the page's scripts, whose listeners would otherwise come first. */
const RUN_AT = 'document_start'
const ID_PREFIX = 'reader '

/** Readers registered at run time; those of the manifest are not among them. */
export async function listRegisteredReaders(): Promise<RegisteredReader[]> {
  const scripts = await browser.scripting.getRegisteredContentScripts()
  const files = readerFiles().join()
  return scripts
    .filter(({ id }) => id.startsWith(ID_PREFIX))
    .map(({ id, js = [], runAt }) => ({
      origin: id.slice(ID_PREFIX.length),
      isCurrent: js.map(toPath).join() === files && runAt === RUN_AT,
    }))
}

/**
 * Registers the reader for a match pattern, in all frames, for this and later sessions; false where
 * the browser refuses the pattern.
 */
export async function registerReader(origin: string): Promise<boolean> {
  const script: Scripting.RegisteredContentScript = {
    id: ID_PREFIX + origin,
    matches: [origin],
    js: readerFiles(),
    allFrames: true,
    runAt: RUN_AT,
    persistAcrossSessions: true,
  }
  try {
    await browser.scripting.registerContentScripts([script])
    return true
  } catch {
    return false
  }
}

export async function unregisterReader(origin: string): Promise<void> {
  await browser.scripting.unregisterContentScripts({ ids: [ID_PREFIX + origin] })
}

/** Match patterns on which the manifest itself starts the reader. */
export function listManifestOrigins(): readonly string[] {
  return browser.runtime.getManifest().content_scripts?.[0]?.matches ?? []
}

/** The reader's file as built: whatever the manifest's content script names. */
export function readerFiles(): string[] {
  return (browser.runtime.getManifest().content_scripts?.[0]?.js ?? []).map(toPath)
}
