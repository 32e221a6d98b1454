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
