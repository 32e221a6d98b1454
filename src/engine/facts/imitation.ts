import { decodeHost } from './punycode.ts'
import { lettersOf, shapeOf, type Brand } from './brand-index.ts'
import { splitHost, type HostParts } from './domain.ts'
import { isWithinDistance } from './edit-distance.ts'
import { holdsParent, type CompiledLists } from './lists.ts'
import { hasJobPart, stripHostWords } from './host-words.ts'
import { skeletonOf } from '../text/skeleton.ts'

export type ImitationKind =
  'typo' | 'homoglyph' | 'brand-with-words' | 'brand-label' | 'wrong-suffix'

export interface Imitation {
  readonly organisation: string
  readonly how: ImitationKind
}

/** Lists whose hosts carry their customers' names: `careers-brand.icims.com` imitates nobody. */
const SERVICE_LISTS = [
  'ats_hosts',
  'assessment_hosts',
  'scheduling_hosts',
  'job_board_hosts',
  'staffing_hosts',
  'freemail_hosts',
  'file_hosts',
  'chat_hosts',
  'meeting_hosts',
  'form_hosts',
  'imitation_exceptions',
]
const MIN_DISTINCTIVE = 6
const MIN_AMBIGUOUS = 5
const MIN_TYPO = 5
const MIN_TWO_TYPOS = 9
/** Country domains that are sold to anyone and read as generic; in others a firm's branch may live. */
const GENERIC_COUNTRIES = new Set(
  'ac ag ai bz cc co fm gg io la ly me nu pw sh to tv ws tk ml ga cf gq su'.split(' '),
)

/** The organisation that a host looks like without being its own. */
export function findImitation(host: string, lists: CompiledLists): Imitation | undefined {
  const { organisations } = lists
  if (organisations.size === 0 || isOfficialHost(host, lists)) return undefined
  if (SERVICE_LISTS.some((list) => lists.hasHost(list, host))) return undefined
  const parts = splitHost(decodeHost(host))
  if (parts === undefined) return undefined
  return matchLabel(parts, lists) ?? matchLabelsBefore(parts, lists)
}

/** Whether a host lies under an official domain of a listed organisation. */
export function isOfficialHost(host: string, lists: CompiledLists): boolean {
  return holdsParent(lists.organisations.domains, host)
}

function matchLabel(parts: HostParts, lists: CompiledLists): Imitation | undefined {
  const { brands } = lists.organisations
  const joined = parts.label.replaceAll('-', '')
  const whole = brands.exact.get(joined)
  if (whole !== undefined) return matchWhole(whole, parts, lists)
  const stripped = stripHostWords(parts.label)
  for (const core of stripped) {
    const brand = brands.exact.get(core.text)
    if (brand !== undefined && isStrongEnough(brand, core.isMarkedOff, core.isTelling)) {
      return answer(brand, 'brand-with-words')
    }
  }
  const cores = [joined, ...stripped.map(({ text }) => text)]
  return first(cores, (core) => matchSpelling(core, lists))
}

/** The label is the brand itself: another suffix, or a name below somebody's service. */
function matchWhole(brand: Brand, parts: HostParts, lists: CompiledLists): Imitation | undefined {
  if (brand.organisation.ambiguous === true || brand.key.length < MIN_DISTINCTIVE) return undefined
  if (parts.isPrivateSuffix) {
    const isPages = /(?:^|\.)(?:github|gitlab|bitbucket|readthedocs)\.io$/.test(parts.suffix)
    const isTool = lists.has('imitation_exceptions', brand.key)
    return isPages || isTool ? undefined : answer(brand, 'brand-label')
  }
  const country = /[^.]+$/.exec(parts.suffix)?.[0] ?? ''
  const isBranch = country.length === 2 && !GENERIC_COUNTRIES.has(country)
  return isBranch ? undefined : answer(brand, 'wrong-suffix')
}

function isStrongEnough(brand: Brand, isMarkedOff: boolean, isTelling: boolean): boolean {
  if (!isTelling) return false
  if (brand.organisation.ambiguous === true) return isMarkedOff && brand.key.length >= MIN_AMBIGUOUS
  return isMarkedOff || brand.key.length > 3
}

function matchSpelling(core: string, lists: CompiledLists): Imitation | undefined {
  const { brands } = lists.organisations
  if (core.length < MIN_TYPO || lists.has('imitation_exceptions', core)) return undefined
  const twin = brands.skeletons.get(skeletonOf(core))
  if (twin !== undefined && twin.key.length >= MIN_TYPO && twin.key !== core) {
    return answer(twin, 'homoglyph')
  }
  const reach = core.length >= MIN_TWO_TYPOS ? 2 : 1
  const letters = lettersOf(core)
  for (let length = core.length - reach; length <= core.length + reach; length++) {
    for (const brand of brands.shapes.get(shapeOf(core, length)) ?? []) {
      if (brand.organisation.ambiguous === true) continue
      if (countOdd(brand.letters, letters) > reach * 2) continue
      const allowed = Math.min(reach, brand.key.length >= MIN_TWO_TYPOS ? 2 : 1)
      if (brand.key !== core && isWithinDistance(brand.key, core, allowed)) {
        return answer(brand, 'typo')
      }
    }
  }
  return undefined
}

/** How many letters only one of two names has; a letter put in, left out or changed makes at most two. */
function countOdd(a: number, b: number): number {
  let count = 0
  for (let rest = a ^ b; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** `airbus.global-careers.com`, `boeing.com.apply.example`: the brand before a foreign domain. */
function matchLabelsBefore(parts: HostParts, lists: CompiledLists): Imitation | undefined {
  const { brands } = lists.organisations
  const isJobHost = hasJobPart(parts.label) || parts.before.some((label) => hasJobPart(label))
  for (const [index, label] of parts.before.entries()) {
    if (lists.has('imitation_exceptions', label)) continue
    const texts = [label.replaceAll('-', ''), ...stripHostWords(label).map(({ text }) => text)]
    const brand = first(texts, (text) => brands.exact.get(text))
    if (brand === undefined || brand.organisation.ambiguous === true || brand.key.length <= 3) {
      continue
    }
    const next = parts.before[index + 1]
    if (isJobHost || next === 'com' || next === 'org' || next === 'net') {
      return answer(brand, 'brand-label')
    }
  }
  return undefined
}

function answer(brand: Brand, how: ImitationKind): Imitation {
  return { organisation: brand.organisation.name, how }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
