import { useState } from 'preact/hooks'
import type { Message } from '../../engine/message.ts'
import type { Example } from '../../packs/example.ts'
import { MAX_EXAMPLES, type RuleTrial } from '../../platform/rule-protocol.ts'
import type { RuleView } from '../../platform/schema/views.ts'
import { describeError } from '../../ui/describe-error.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { LoadFailure } from '../../ui/outcome.tsx'
import { nameField } from '../../ui/name-field.ts'
import { useServices, type Caller } from '../../ui/services.ts'
import { MarkedText } from './marked-text.tsx'
import { listParts } from './message-parts.ts'
import type { RuleDocument } from './rule-document.ts'

interface Props {
  readonly rule: RuleView
  readonly written: RuleDocument
}

type Run =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'done'; readonly trials: readonly RuleTrial[] }
  | { readonly state: 'failed'; readonly error: string }

/** A rule's own examples, which can be tried by the rules in use. */
export function RuleExamples({ rule, written: { match, near } }: Props) {
  const { call, t } = useServices()
  const [run, setRun] = useState<Run>({ state: 'idle' })
  const all = [...match, ...near]
  const trials = run.state === 'done' ? run.trials : []
  const start = () => {
    setRun({ state: 'running' })
    tryAll(call, rule.id, all).then(
      (done) => setRun({ state: 'done', trials: done }),
      (error: unknown) => setRun({ state: 'failed', error: describeError(error) }),
    )
  }
  const right = trials.filter(({ applies }, index) => applies === index < match.length).length
  const isException = rule.kind === 'exception'
  return (
    <div class="rule-examples">
      <h4>{t('rule_examples')}</h4>
      {all.length === 0 ? (
        <p>{t('rule_no_examples')}</p>
      ) : (
        <button type="button" disabled={run.state === 'running'} onClick={start}>
          {t('rule_examples_run')}
        </button>
      )}
      <p role="status">{run.state === 'done' && t('rule_examples_result', right, trials.length)}</p>
      <LoadFailure error={run.state === 'failed' ? run.error : undefined} />
      {run.state === 'done' && <p class="soft">{t('rule_examples_note')}</p>}
      <ExampleList
        name={t(isException ? 'rule_examples_silenced' : 'rule_examples_match')}
        examples={match}
        trials={trials.slice(0, match.length)}
        isWanted
      />
      <ExampleList
        name={t(isException ? 'rule_examples_heard' : 'rule_examples_near')}
        examples={near}
        trials={trials.slice(match.length)}
        isWanted={false}
      />
    </div>
  )
}

async function tryAll(
  call: Caller,
  id: string,
  examples: readonly Example[],
): Promise<RuleTrial[]> {
  const trials: RuleTrial[] = []
  for (let start = 0; start < examples.length; start += MAX_EXAMPLES) {
    const some = examples.slice(start, start + MAX_EXAMPLES).map((example) => [...example])
    trials.push(...((await call('rules/try', { id, examples: some })) ?? []))
  }
  return trials
}

interface ListProps {
  readonly name: string
  readonly examples: readonly Example[]
  /** Empty before they were tried. */
  readonly trials: readonly RuleTrial[]
  /** Whether the rule has to hold on them. */
  readonly isWanted: boolean
}

function ExampleList({ name, examples, trials, isWanted }: ListProps) {
  if (examples.length === 0) return null
  return (
    <details class="examples" open>
      <summary>
        <h5>{name}</h5> <span class="soft">({examples.length})</span>
      </summary>
      <ol aria-label={name}>
        {examples.map((example, index) => (
          <li key={index}>
            <OneExample example={example} trial={trials[index]} isWanted={isWanted} />
          </li>
        ))}
      </ol>
    </details>
  )
}

interface OneProps {
  readonly example: Example
  readonly trial: RuleTrial | undefined
  readonly isWanted: boolean
}

function OneExample({ example, trial, isWanted }: OneProps) {
  const last = example.length - 1
  return (
    <>
      {example.map((message, index) => (
        <ExampleMessage
          key={index}
          message={message}
          evidence={index === last ? (trial?.evidence ?? []) : []}
        />
      ))}
      {trial !== undefined && <Result applies={trial.applies} isWanted={isWanted} />}
    </>
  )
}

function Result({ applies, isWanted }: { applies: boolean; isWanted: boolean }) {
  const { t } = useServices()
  const isRight = applies === isWanted
  const words = applies
    ? t(isRight ? 'rule_example_holds_right' : 'rule_example_holds_wrong')
    : t(isRight ? 'rule_example_silent_right' : 'rule_example_silent_wrong')
  return (
    <p class="trial" data-right={isRight}>
      {words}
    </p>
  )
}

interface MessageProps {
  readonly message: Message
  readonly evidence: RuleTrial['evidence']
}

function ExampleMessage({ message, evidence }: MessageProps) {
  const { t } = useServices()
  const parts = listParts(message)
  const isShown = new Set(['text', ...parts.map(({ path }) => path)])
  const others = evidence.filter(({ field }) => !isShown.has(field))
  return (
    <div class="example">
      {message.text !== '' && (
        <p class="example-text">
          <MarkedText text={message.text} evidence={evidence.filter(isOf('text'))} />
        </p>
      )}
      {parts.map(({ path, text }) => (
        <p key={path} class="example-part">
          <span class="soft">{nameField(t, path)}: </span>
          <MarkedText text={text} evidence={evidence.filter(isOf(path))} />
        </p>
      ))}
      {others.map(({ field, start, text }) => (
        <p key={`${field} ${start}`} class="example-part">
          <span class="soft">{nameField(t, field)}: </span>
          <mark>
            <ForeignText text={text} />
          </mark>
        </p>
      ))}
    </div>
  )
}

function isOf(path: string): (evidence: RuleTrial['evidence'][number]) => boolean {
  return ({ field }) => field === path
}
