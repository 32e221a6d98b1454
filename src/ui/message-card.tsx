import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { isFlagged } from '../engine/verdict.ts'
import type { MessageView } from '../platform/schema/views.ts'
import { Findings } from './findings.tsx'
import { ForeignText } from './foreign-text.tsx'
import { formatTime } from './format-time.ts'
import { findHeadline } from './headline.ts'
import { LevelMark } from './level-mark.tsx'
import { useServices } from './services.ts'

interface Props {
  readonly view: MessageView
  /** What is known beside the message itself: its state, when it was flagged. */
  readonly note?: ComponentChildren
  /** Buttons; each should point with `aria-describedby` at the id it is given. */
  readonly actions?: (describedBy: string) => ComponentChildren
  /** Comes into sight with its findings open and takes the focus when first shown. */
  readonly isWanted?: boolean
  /** Has its findings open, without taking the focus. */
  readonly isOpen?: boolean
  /** Place in a list of which only a part is drawn. */
  readonly place?: { readonly index: number; readonly count: number } | undefined
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined
  /** A box to select the message by. */
  readonly select?: SelectProps
  /** Between the findings and the actions. */
  readonly children?: ComponentChildren
}

/** One message as a list item: who wrote, what is in it, what was found and, on demand, why. */
export function MessageCard(props: Props) {
  const {
    view,
    note,
    actions,
    isWanted = false,
    isOpen = isWanted,
    place,
    onKeyDown,
    select,
    children,
  } = props
  const { t } = useServices()
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (isWanted) title.current?.focus()
  }, [isWanted])
  const isWarning = isFlagged(view.verdict.level) && !view.dismissed
  const headline = isWarning ? findHeadline(view.verdict) : undefined
  return (
    <li
      class="card"
      data-level={view.verdict.level}
      data-warning={isWarning}
      aria-posinset={place === undefined ? undefined : place.index + 1}
      aria-setsize={place?.count}
      onKeyDown={onKeyDown}
    >
      <h3 id={titleId} ref={title} tabIndex={-1}>
        {view.sender === '' ? t('sender_unknown') : <ForeignText text={view.sender} />}
      </h3>
      {select && <SelectBox {...select} describedBy={titleId} />}
      {view.address !== '' && (
        <p class="address">
          <ForeignText text={view.address} />
        </p>
      )}
      <Facts view={view} note={note} />
      {headline !== undefined && (
        <p class="headline">
          <ForeignText text={headline} />
        </p>
      )}
      <Content view={view} />
      <Why view={view} titleId={titleId} isOpen={isOpen} />
      {children}
      {actions !== undefined && <div class="actions">{actions(titleId)}</div>}
    </li>
  )
}

function Facts({ view, note }: Pick<Props, 'view' | 'note'>) {
  const { t } = useServices()
  const sentAt = formatTime(t, view.sentAt)
  return (
    <p class="facts">
      <LevelMark level={view.verdict.level} />
      {view.outgoing && <span>{t('message_outgoing')}</span>}
      {sentAt !== undefined && <span>{sentAt}</span>}
      {note !== undefined && <span>{note}</span>}
      {view.dismissed && note === undefined && <span>{t('state_safe')}</span>}
    </p>
  )
}

interface SelectProps {
  readonly isSelected: boolean
  readonly onSelect: () => void
  readonly label: string
}

function SelectBox(props: SelectProps & { readonly describedBy: string }) {
  const { isSelected, onSelect, label, describedBy } = props
  return (
    <label class="card-select">
      <input
        type="checkbox"
        checked={isSelected}
        aria-describedby={describedBy}
        onChange={onSelect}
      />{' '}
      {label}
    </label>
  )
}

function Content({ view }: { view: MessageView }) {
  const { t } = useServices()
  return (
    <>
      {view.subject !== '' && (
        <p class="subject">
          <ForeignText text={view.subject} />
        </p>
      )}
      {view.excerpt !== '' && (
        <p class="excerpt">
          <ForeignText text={view.excerpt} />
        </p>
      )}
      {view.hosts.length + view.attachments.length > 0 && (
        <dl class="parts">
          <Names term={t('message_links')} names={view.hosts} />
          <Names term={t('message_attachments')} names={view.attachments} />
        </dl>
      )}
    </>
  )
}

function Names({ term, names }: { term: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <div>
      <dt>{term}</dt>
      {names.map((name, index) => (
        <dd key={index}>
          <ForeignText text={name} />
        </dd>
      ))}
    </div>
  )
}

interface WhyProps {
  readonly view: MessageView
  readonly titleId: string
  readonly isOpen: boolean
}

function Why({ view, titleId, isOpen }: WhyProps) {
  const { t } = useServices()
  const { findings, unread = [], level } = view.verdict
  if (findings.length + unread.length === 0) return null
  return (
    <details class="why" open={isOpen}>
      <summary aria-describedby={titleId}>
        {isFlagged(level) ? t('why_flagged') : t('why_noticed')}
      </summary>
      <Findings findings={findings} />
      {unread.map(({ part, reason }) => (
        <p key={part} class="unread">
          {t('message_unread_part', part, reason)}
        </p>
      ))}
    </details>
  )
}
