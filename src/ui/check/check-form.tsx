import { useState } from 'preact/hooks'
import { useServices } from '../services.ts'
import type { Check } from './use-check.ts'

const ENDINGS = '.eml,.msg,.mbox,.txt'

/** A message to paste, or files of mails to choose; files can also be dropped anywhere. */
export function CheckForm({ check, isOver }: { check: Check; isOver: boolean }) {
  return (
    <div class="check-form" data-over={isOver}>
      <PasteForm check={check} />
      <FileField check={check} />
    </div>
  )
}

function PasteForm({ check }: { check: Check }) {
  const { t } = useServices()
  const [text, setText] = useState('')
  /** What was pasted as a page had it: there alone the links' targets stand. */
  const [html, setHtml] = useState('')
  const change = (next: string) => {
    setText(next)
    if (next.trim() === '') setHtml('')
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim() !== '') check.checkText(text, html)
  }
  return (
    <form onSubmit={submit}>
      <label for="check-text">{t('check_paste_label')}</label>
      <textarea
        id="check-text"
        rows={8}
        dir="auto"
        value={text}
        aria-describedby="check-text-help"
        onInput={(event) => change(event.currentTarget.value)}
        onPaste={(event) => setHtml(html + (event.clipboardData?.getData('text/html') ?? ''))}
      />
      <p id="check-text-help" class="soft">
        {t('check_paste_help')}
      </p>
      <button type="submit" class="main-action" aria-disabled={text.trim() === ''}>
        {check.isBusy ? t('check_busy') : t('check_button')}
      </button>
    </form>
  )
}

function FileField({ check }: { check: Check }) {
  const { t } = useServices()
  const choose = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    // Emptied, so that the same file can be chosen again.
    input.value = ''
    if (files.length > 0) check.checkFiles(files)
  }
  return (
    <div class="check-files">
      <label for="check-files">{t('check_files_label')}</label>
      <input
        id="check-files"
        type="file"
        multiple
        accept={ENDINGS}
        aria-describedby="check-files-help"
        onChange={(event) => choose(event.currentTarget)}
      />
      <p id="check-files-help" class="soft">
        {t('check_files_help')}
      </p>
    </div>
  )
}
