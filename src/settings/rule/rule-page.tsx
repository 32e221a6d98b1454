import { useEffect, useRef } from 'preact/hooks'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { LoadFailure, type RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'
import type { CountedRule } from '../filter-rules.ts'
import { RuleAbout } from './rule-about.tsx'
import { RuleExamples } from './rule-examples.tsx'
import { RuleHere } from './rule-here.tsx'
import { RuleLinks } from './rule-links.tsx'
import { RuleLogic } from './rule-logic.tsx'
import { RuleYaml } from './rule-yaml.tsx'
import { useRule } from './use-rule.ts'
import type { RuleActions } from './use-rule-actions.ts'
import type { NameSource } from './use-source-names.ts'

interface Props {
  readonly id: string
  readonly rules: readonly CountedRule[]
  readonly actions: RuleActions
  readonly nameSource: NameSource
  readonly run: RunAction
}

/** One rule to read, with what can be chosen for it. */
export function RulePage({ id, rules, ...rest }: Props) {
  const { t } = useServices()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.closest('section')?.scrollIntoView()
  }, [])
  const rule = rules.find((one) => one.id === id)
  return (
    <article class="rule-page">
      <p>
        <a href="#rules">{t('rules_back')}</a>
      </p>
      <h3 ref={heading} tabIndex={-1}>
        {rule === undefined ? t('rule_unknown') : <ForeignText text={rule.title} />}
      </h3>
      {rule !== undefined && <RuleParts rule={rule} rules={rules} {...rest} />}
    </article>
  )
}

type PartsProps = Omit<Props, 'id'> & { readonly rule: CountedRule }

function RuleParts({ rule, rules, actions, nameSource, run }: PartsProps) {
  const { t } = useServices()
  const { data, error } = useRule(rule)
  return (
    <>
      <RuleHere
        rule={rule}
        actions={actions}
        nameSource={nameSource}
        path={data?.written?.path}
        run={run}
      />
      <LoadFailure error={error} />
      {data !== undefined && data !== null && (
        <>
          <RuleAbout rule={rule} texts={data.texts} written={data.written} />
          {data.written === undefined ? (
            <p class="failure">{t('rule_yaml_missing')}</p>
          ) : (
            <RuleLogic fields={data.written.fields} />
          )}
          <RuleLinks kind={rule.kind} relations={data.relations} rules={rules} />
          {data.written !== undefined && (
            <>
              <RuleExamples rule={rule} written={data.written} />
              <RuleYaml yaml={data.written.yaml} run={run} />
            </>
          )}
        </>
      )}
    </>
  )
}
