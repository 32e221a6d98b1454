import { isFlagged, compareLevels } from '../engine/verdict.ts'
import type { MessageView, TabView } from '../platform/schema/views.ts'
import { MessageCard } from '../ui/message-card.tsx'
import { useServices } from '../ui/services.ts'

/** Every message read on the tab, flagged ones first. */
export function PageMessages({ tab }: { tab: TabView | undefined }) {
  const { t } = useServices()
  const messages = tab?.messages ?? []
  return (
    <section>
      <h2 id="page-messages">{t('messages_on_page')}</h2>
      {tab !== undefined && messages.length === 0 && (
        <p class="empty">{t('messages_on_page_empty')}</p>
      )}
      <ul role="list" class="cards" aria-labelledby="page-messages">
        {sortMessages(messages).map((view) => (
          <MessageCard key={view.key} view={view} />
        ))}
      </ul>
    </section>
  )
}

/** Flagged ones first, the strongest before the weaker; the rest stays in the order of the page. */
function sortMessages(messages: readonly MessageView[]): MessageView[] {
  const isOpen = (view: MessageView) => isFlagged(view.verdict.level) && !view.dismissed
  const open = messages.filter(isOpen)
  open.sort((a, b) => compareLevels(b.verdict.level, a.verdict.level))
  return [...open, ...messages.filter((view) => !isOpen(view))]
}
