import { cutWords } from '../text/words.ts'

/** Words in file names that speak of a job, in the languages of the product. */
const JOB_WORDS = new Set(
  `job jobs offer offers salary salaries contract contracts agreement assessment assessments interview
  cv resume vacancy vacancies position positions employment recruitment recruiting hiring onboarding
  candidate candidates career careers compensation benefits payroll task test quiz challenge assignment
  jd requirement requirements description application
  stelle stellenangebot stellenbeschreibung stellenausschreibung angebot gehalt vertrag arbeitsvertrag
  lebenslauf bewerbung vorstellungsgespräch aufgabe
  emploi offre salaire contrat embauche entretien poste candidature
  empleo oferta salario contrato entrevista puesto vacante curriculum currículum
  lavoro offerta stipendio contratto colloquio candidatura posizione
  emprego vaga salário proposta
  vacature functie salaris arbeidsovereenkomst sollicitatie aanbod
  praca oferta umowa wynagrodzenie stanowisko rekrutacja życiorys zadanie
  вакансія зарплата договір контракт співбесіда резюме завдання посада
  вакансия договор собеседование задание оффер предложение должность работа
  iş teklif teklifi maaş sözleşme mülakat özgeçmiş pozisyon
  وظيفة عرض راتب عقد مقابلة سيرة
  משרה הצעה שכר חוזה ראיון
  नौकरी वेतन प्रस्ताव साक्षात्कार`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** Of scripts without spaces, and of Korean, where endings stick to the word. */
const JOB_PHRASES = ['求人', '内定', '給与', '年収', '履歴書', '面接', '契約', '採用', '職務経歴', '募集', '课题',
  '招聘', '职位', '薪资', '薪酬', '工资', '简历', '面试', '合同', '录用', '채용', '연봉', '이력서', '면접', '계약', '제안', '입사', '과제'] // prettier-ignore

/** Whether a file name speaks of a job, an offer, pay, a contract, an assessment or a CV. */
export function hasJobWord(name: string): boolean {
  const spaced = name
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ')
  if (cutWords(spaced).words.some((word) => JOB_WORDS.has(word))) return true
  return JOB_PHRASES.some((phrase) => name.includes(phrase))
}

/** Whether a file's stem is the job title that stands in a headline ("Title at Company | …"). */
export function isTitle(stem: string, headline: string | undefined): boolean {
  if (headline === undefined) return false
  const name = cutWords(stem).words.join(' ')
  if (name.length < 4) return false
  const titles = headline.split(/\s+(?:at|bei|chez|en|w|@)\s+|[|·•,;@]|\s[-–—]\s/u)
  return titles.some((title) => cutWords(title).words.join(' ') === name)
}

/** Nouns at the end, or in Romance languages and Polish at the start, of a job title. */
const ROLES = new Set(
  `engineer developer programmer architect manager director officer analyst consultant designer scientist
  researcher specialist lead administrator technician accountant recruiter auditor planner strategist
  entwickler entwicklerin ingenieur ingenieurin leiter leiterin referent referentin berater beraterin
  ingénieur ingénieure développeur développeuse chef directeur directrice responsable comptable
  ingeniero ingeniera desarrollador desarrolladora gerente jefe jefa analista contable
  ingegnere sviluppatore sviluppatrice responsabile direttore direttrice contabile
  engenheiro engenheira desenvolvedor desenvolvedora diretor diretora contador
  ontwikkelaar adviseur boekhouder
  inżynier programista programistka kierownik księgowy księgowa
  інженер розробник розробниця менеджер аналітик бухгалтер
  инженер разработчик программист менеджер аналитик бухгалтер
  mühendis mühendisi geliştirici yazılımcı müdür müdürü uzman uzmanı
  مهندس مطور مدير محلل محاسب
  מהנדס מהנדסת מפתח מפתחת מנהל מנהלת אנליסט
  इंजीनियर डेवलपर मैनेजर`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const ROLE_PHRASES = [
  'エンジニア',
  'マネージャー',
  '開発者',
  '工程师',
  '经理',
  '엔지니어',
  '개발자',
  '매니저',
]
const MAX_TITLE_WORDS = 8

/** Whether a file's stem is a job title and nothing else: `Senior Software Engineer`. */
export function isJobTitle(stem: string): boolean {
  if (ROLE_PHRASES.some((phrase) => stem.trim().endsWith(phrase))) return true
  const { words } = cutWords(stem)
  if (words.length < 2 || words.length > MAX_TITLE_WORDS) return false
  return ROLES.has(words.at(-1) ?? '') || ROLES.has(words[0] ?? '')
}
