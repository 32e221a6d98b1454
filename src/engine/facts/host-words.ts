/** Words that speak of hiring when they stand beside a name in a host. */
const JOB_WORDS =
  `careers career jobs job recruiting recruitment recruiter recruiters recruit talents talent hr hiring
  hire hires apply applicants applicant applications application interviews interview assessments
  assessment assess offers offer onboarding onboard staffing vacancies vacancy employment employee
  employees workforce candidates candidate opportunities opportunity joinus join work works
  karriere karrieren stellen emploi emplois carriere carrieres empleo empleos trabajo lavoro carriera
  praca kariera vacatures kariyer rabota bewerbung bewerbungen bewerber fachkraefte personal personalabteilung
  stellenangebote jobportal recrutement recruteurs candidature candidatures embauche reclutamiento
  seleccion vacante vacantes recrutamento vaga vagas selezione reclutamento risorseumane werving
  sollicitatie sollicitaties rekrutacja rekrutacje insankaynaklari headhunter headhunters
  search sourcing clearance vetting screening selection crewing crew people peopleops basvuru aday saiyo jinji`
    .trim()
    .split(/\s+/)
/** Words that may stand beside them. */
const FILLER_WORDS =
  `global group international intl worldwide world online portal hub center centre office team
  mail email corp corporate company inc llc ltd gmbh usa us uk eu de fr ae uae emea europe asia india
  canada middleeast gulf gcc mena apac latam nordic nordics spain germany france italy poland turkey
  india china japan korea africa consulting defence defense aerospace security secure login verify support services
  service contact info official my get at with for of the and app web site net digital tech systems
  resources human cloud now today department dept acquisition management manager desk direct ops programme programs programas projects
  engineering engineers aviation space air naval energy labs studio`
    .trim()
    .split(/\s+/)

/** Words that ask to sign in, to call or to load something: beside a name they deceive as well. */
const LURE_WORDS =
  `login signin support helpdesk verify verification secure security meeting meetings call calls invite
  download downloads update account accounts wallet`
    .trim()
    .split(/\s+/)

const jobWords = new Set(JOB_WORDS)
const tellingWords = new Set([...JOB_WORDS, ...LURE_WORDS])
const words = [...JOB_WORDS, ...FILLER_WORDS, ...LURE_WORDS]
const ranks = new Map([...new Set(words)].map((word, rank) => [word, rank]))
/** Lengths of the words, the longest first. */
const lengths = [...new Set(words.map(({ length }) => length))].sort((a, b) => b - a)
const MAX_STEPS = 4

/** What is left of a label once words about hiring are taken off its ends. */
export interface LabelCore {
  readonly text: string
  /** It stood between hyphens or at the ends. */
  readonly isMarkedOff: boolean
  /** At least one of the words taken off speaks of hiring, or of signing in, calling, loading. */
  readonly isTelling: boolean
}

/** Every core that remains when known words are taken off either end, one after the other. */
export function stripHostWords(label: string): LabelCore[] {
  const cores = new Map<string, LabelCore>()
  stripTokens(label, cores)
  strip(label.replaceAll('-', ''), false, 0, cores)
  return [...cores.values()]
}

/** Whether a label holds a word about hiring: as a token, or at one of its ends. */
export function hasJobPart(label: string): boolean {
  const tokens = label.split(/[-_\d]+/)
  return tokens.some(
    (token) =>
      jobWords.has(token) ||
      JOB_WORDS.some((w) => w.length >= 5 && (token.startsWith(w) || token.endsWith(w))),
  )
}

/** By hyphens: `careers-bae-systems` leaves `baesystems`. */
function stripTokens(label: string, cores: Map<string, LabelCore>): void {
  const tokens = label.split('-').filter((token) => token !== '')
  if (tokens.length < 2) return
  const isKnown = (token: string): boolean => ranks.has(token) || /^\d{1,4}$/.test(token)
  let from = 0
  let to = tokens.length
  while (from < to && isKnown(tokens[from] ?? '')) from++
  while (to > from && isKnown(tokens[to - 1] ?? '')) to--
  const removed = [...tokens.slice(0, from), ...tokens.slice(to)]
  if (removed.length === 0 || from === to) return
  const text = tokens.slice(from, to).join('')
  const isTelling = removed.some((token) => tellingWords.has(token))
  cores.set(text, { text, isMarkedOff: true, isTelling })
}

function strip(
  text: string,
  isTelling: boolean,
  step: number,
  cores: Map<string, LabelCore>,
): void {
  if (step > 0 && text.length >= 3) {
    const old = cores.get(text)
    if (old === undefined || (isTelling && !old.isTelling)) {
      cores.set(text, { text, isMarkedOff: old?.isMarkedOff ?? false, isTelling })
    }
  }
  if (step >= MAX_STEPS) return
  const take = (word: string, rest: string): void => {
    if (ranks.has(word)) strip(rest, isTelling || tellingWords.has(word), step + 1, cores)
  }
  for (const length of lengths) {
    const split = text.length - length
    if (split < 3) continue
    const head = text.slice(0, length)
    const tail = text.slice(split)
    const isHeadFirst = (ranks.get(head) ?? Infinity) < (ranks.get(tail) ?? Infinity)
    if (isHeadFirst) take(head, text.slice(length))
    take(tail, text.slice(0, split))
    if (!isHeadFirst) take(head, text.slice(length))
  }
}
