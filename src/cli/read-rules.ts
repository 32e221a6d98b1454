import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuleFile } from '../packs/compile.ts'
import { describeFileError } from './file-error.ts'

/** Thrown where a rule folder as a whole can't be used. */
export class RuleFolderError extends Error {
  override readonly name = 'RuleFolderError'
}

export interface RuleFolder {
  readonly files: readonly RuleFile[]
  /** Files that could not be read. */
  readonly faults: readonly string[]
}

/**
 * All YAML files below a folder, in order of their names. Paths start with the folder as given, so
 * that a fault can be clicked.
 *
 * @throws RuleFolderError
 */
export function readRuleFolder(folder: string): RuleFolder {
  const files: RuleFile[] = []
  const faults: string[] = []
  for (const path of listYamlFiles(folder)) {
    try {
      files.push({ path, text: readFileSync(path, 'utf8') })
    } catch (error) {
      faults.push(`${path}: ${describeFileError(error)}`)
    }
  }
  if (files.length === 0 && faults.length === 0) {
    throw new RuleFolderError(`${folder}: holds no .yml file`)
  }
  return { files, faults }
}

function listYamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
      .sort()
  } catch (error) {
    throw new RuleFolderError(`${folder}: ${describeFileError(error)}`)
  }
}
