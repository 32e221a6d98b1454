import { resolve } from 'node:path'
import type { KnownRules } from '../packs/own/known-rules.ts'
import { parseArguments, USAGE, UsageError } from './arguments.ts'
import type { Terminal } from './terminal.ts'
import { isPackCommand } from './pack/pack-arguments.ts'
import { runPack } from './pack/pack-commands.ts'
import { PackFolderError } from './pack/pack-folder-error.ts'
import { checkRules } from './check-rules.ts'
import { RuleFolderError } from './read-rules.ts'
import { scan, type BuiltIn } from './scan.ts'
import { testRules } from './test-rules.ts'

/** What the command line needs of the world. */
export interface World {
  readonly terminal: Terminal
  readonly builtIn: BuiltIn
  /** Folder of the built-in rules' sources, beside the package. */
  readonly rulesFolder: string
}

/** Runs one command and returns the exit status. */
export async function run(args: readonly string[], world: World): Promise<number> {
  const { terminal, rulesFolder } = world
  try {
    const command = parseArguments(args)
    if (command.name === 'help') {
      terminal.writeOut(USAGE)
      return 0
    }
    if (command.name === 'scan') return await scan(command, terminal, world.builtIn)
    const builtIn = world.builtIn.ruleSetData
    if (isPackCommand(command)) return await runPack(command, builtIn, terminal)
    const folder = command.folder ?? rulesFolder
    const known = resolve(folder) === resolve(rulesFolder) ? withoutRules(builtIn) : builtIn
    return command.name === 'rules check'
      ? await checkRules({ ...command, folder }, known, terminal)
      : testRules(folder, known, terminal)
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.writeError(`lurewatch: ${error.message}\n\n${USAGE}`)
      return 1
    }
    if (error instanceof RuleFolderError || error instanceof PackFolderError) {
      terminal.writeError(`${error.message}\n`)
      return 1
    }
    throw error
  }
}

/** The built-in rules' sources stand by themselves: what was built of them earlier is no help. */
function withoutRules({ lists }: KnownRules): KnownRules {
  return { signals: [], stories: [], exceptions: [], lists }
}
