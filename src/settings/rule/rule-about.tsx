import type { ComponentChildren } from 'preact'
import { nameTechnique } from '../../packs/house/attack.ts'
import { takeTexts } from '../../packs/rule-fields.ts'
import type { RuleTexts } from '../../platform/rule-protocol.ts'
import { findAttackPage } from '../../ui/attack-link.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { useServices } from '../../ui/services.ts'
import type { CountedRule } from '../filter-rules.ts'
import { nameLanguage } from './name-language.ts'
import type { RuleDocument } from './rule-document.ts'

interface Props {
  readonly rule: CountedRule
  readonly texts: RuleTexts
  readonly written: RuleDocument | undefined
}

/** What a rule says of itself, for a reader. */
export function RuleAbout({ rule, texts, written }: Props) {
  const { t } = useServices()
  const references = takeTexts(written?.fields.references ?? [])
  const { headline, explain, innocent, advice } = texts
  const languages = rule.languages.map((code) => nameLanguage(t, code)).join(', ')
  return (
    <dl class="rule-about">
      <Entry name={t('rule_looks_for')} items={listTexts(rule.description)} />
      <Entry name={t('rule_says')} items={listTexts(headline, explain)} />
      <Entry name={t('finding_innocent')} items={listTexts(innocent)} />
      <Entry name={t('finding_advice')} items={listTexts(advice)} />
      <Entry name={t('rule_false_alarms')} items={listTexts(...rule.falsepositives)} />
      <Entry name={t('rule_languages')} items={listTexts(languages)} />
      <Entry name={t('rule_attack')} items={rule.tags.map((tag) => [tag, <Tag tag={tag} />])} />
      <Entry
        name={t('rule_references')}
        items={references.map((text) => [text, <Reference text={text} />])}
      />
    </dl>
  )
}

type Item = readonly [key: string, content: ComponentChildren]

function listTexts(...texts: readonly (string | undefined)[]): Item[] {
  const known = new Set(texts.filter((text) => text !== undefined && text !== ''))
  return [...known].map((text) => [text ?? '', <ForeignText text={text ?? ''} />])
}

function Entry({ name, items }: { name: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <div>
      <dt>{name}</dt>
      {items.map(([key, content]) => (
        <dd key={key}>{content}</dd>
      ))}
    </div>
  )
}

function Tag({ tag }: { tag: string }) {
  const page = findAttackPage(tag)
  if (page === undefined) return <ForeignText text={tag.replace(/^attack\./, '')} />
  const name = nameTechnique(tag)
  return <Outside href={page.href} text={name === undefined ? page.name : `${page.name} ${name}`} />
}

/** A pack's author is not trusted with anything but a web page's address. */
function Reference({ text }: { text: string }) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPage = url !== undefined && ['https:', 'http:'].includes(url.protocol)
  return isPage ? <Outside href={url.href} text={text} /> : <ForeignText text={text} />
}

function Outside({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      <ForeignText text={text} />
    </a>
  )
}
