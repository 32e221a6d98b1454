import { finishSteps, type Steps } from '../engine/steps.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { parseSiteDefinition } from '../sites/parse-definition.ts'
import { parseExamples, type RuleExamples } from './example.ts'
import { isList, parseList, type ParsedList } from './parse-list.ts'
import { faultAt, findSigmaKind, parseRule, type ParsedRule } from './parse-rule.ts'
import { parseTranslation, type Translation } from './parse-texts.ts'
import { readYaml, type FileFault, type YamlDocument, type YamlFile } from './read-yaml.ts'
import { isFields, type Fields } from './rule-fields.ts'

export interface RuleFile {
  /** With `/`, relative to the rule folder: `signals/delivery/x.yml`. */
  readonly path: string
  readonly text: string
}

/** All documents of a rule folder, parsed; what `compilePack` and the house rules work on. */
export interface PackContents {
  readonly rules: readonly ParsedRule[]
  readonly lists: readonly ParsedList[]
  readonly sites: readonly SiteDefinition[]
  readonly translations: readonly Translation[]
  readonly examples: readonly RuleExamples[]
  readonly faults: readonly FileFault[]
}

export function readPack(files: readonly RuleFile[]): PackContents {
  const { documents, faults } = readRuleFiles(files)
  const read = readDocuments(documents)
  return { ...read, faults: [...faults, ...read.faults] }
}

/** All documents of rule files, in order of the files' names. */
export function readRuleFiles(files: readonly RuleFile[]): YamlFile {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const read = sorted.map(({ path, text }) => readYaml(path, text))
  return {
    documents: read.flatMap(({ documents }) => documents),
    faults: read.flatMap(({ faults }) => faults),
  }
}

/** The same for documents that are data already. */
export function readDocuments(documents: readonly YamlDocument[]): PackContents {
  return finishSteps(readInSteps(documents))
}

/** The same, a document at a time. */
export function* readInSteps(documents: readonly YamlDocument[]): Steps<PackContents> {
  const draft = new Draft()
  for (const document of documents) {
    draft.addDocument(document)
    yield
  }
  const { rules, lists, sites, translations, examples, faults } = draft
  return { rules, lists, sites, translations, examples, faults }
}

/** What has been read so far. */
class Draft {
  readonly rules: ParsedRule[] = []
  readonly lists: ParsedList[] = []
  readonly sites: SiteDefinition[] = []
  readonly translations: Translation[] = []
  readonly examples: RuleExamples[] = []
  readonly faults: FileFault[] = []
  readonly #ids = new Map<string, string>()
  readonly #names = new Set<string>()

  addDocument(document: YamlDocument): void {
    const fields = document.value
    if (!isFields(fields)) {
      this.faults.push(faultAt(document, [], 'is no map of fields'))
      return
    }
    const kind = findSigmaKind(fields)
    if (kind !== undefined) this.#addRule(document, fields, kind)
    else if (isList(fields)) this.#addList(document, fields)
    else if (/(?:^|\/)sites\//.test(document.path)) this.#addSite(document, fields)
    else if (/(?:^|\/)texts\//.test(document.path)) this.#addTranslation(document, fields)
    else {
      const message =
        'is neither a Sigma rule (detection, correlation or filter) nor a list (values, organisations or kinds) nor, below sites/, a site definition nor, below texts/, a translation'
      this.faults.push(faultAt(document, [], message))
    }
  }

  #addRule(document: YamlDocument, fields: Fields, kind: ParsedRule['kind']): void {
    const { parsed, faults } = parseRule(document, fields, kind)
    this.faults.push(...faults)
    if (parsed === undefined) return
    const { id } = parsed.rule
    const place = this.#ids.get(id)
    if (place !== undefined) {
      this.faults.push(faultAt(document, ['id'], `id: "${id}" is already used in ${place}`))
      return
    }
    this.#ids.set(id, document.path)
    const name = this.#claimName(parsed.rule.name)
    this.rules.push(renameRule(parsed, name))
    const { faults: exampleFaults, ...examples } = parseExamples(document, fields.tests)
    this.faults.push(...exampleFaults)
    this.examples.push({ rule: name, id, kind, path: document.path, ...examples })
  }

  /** Foreign folders may hold two files of one name; a number tells them apart. */
  #claimName(wanted: string): string {
    let name = wanted
    for (let count = 2; this.#names.has(name); count += 1) name = `${wanted}_${count}`
    this.#names.add(name)
    return name
  }

  #addList(document: YamlDocument, fields: Fields): void {
    const { list, faults } = parseList(document, fields)
    this.faults.push(...faults)
    if (list !== undefined) this.lists.push(list)
  }

  #addTranslation(document: YamlDocument, fields: Fields): void {
    const { translation, faults } = parseTranslation(document, fields)
    this.faults.push(...faults)
    if (translation === undefined) return
    const { locale } = translation
    if (this.translations.some((other) => other.locale === locale)) {
      this.faults.push(faultAt(document, ['locale'], `locale: "${locale}" is already there`))
    } else this.translations.push(translation)
  }

  #addSite(document: YamlDocument, fields: Fields): void {
    const { definition, faults } = parseSiteDefinition(fields)
    for (const { path, reason } of faults) {
      const at = path === '' ? [] : path.split('.')
      const fault = faultAt(document, at, path === '' ? reason : `${path}: ${reason}`)
      this.faults.push(definition === undefined ? fault : { ...fault, kept: true })
    }
    if (definition === undefined) return
    const isTaken = this.sites.some(({ id }) => id === definition.id)
    if (isTaken)
      this.faults.push(faultAt(document, ['id'], `id: "${definition.id}" is already used`))
    else this.sites.push(definition)
  }
}

function renameRule(parsed: ParsedRule, name: string): ParsedRule {
  if (parsed.rule.name === name) return parsed
  if (parsed.kind === 'signal') return { ...parsed, rule: { ...parsed.rule, name } }
  if (parsed.kind === 'story') return { ...parsed, rule: { ...parsed.rule, name } }
  return { ...parsed, rule: { ...parsed.rule, name } }
}
