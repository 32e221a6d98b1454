import { useEffect } from 'preact/hooks'
import { CheckResults } from '../ui/check/check-results.tsx'
import { useCheck } from '../ui/check/use-check.ts'
import { isTextField, useDropped } from '../ui/check/use-dropped.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'

interface Props {
  readonly isPrivate: boolean
  readonly run: RunAction
}

/**
 * Takes what is pasted or dropped anywhere in the popup. Choosing files needs the page: their
 * dialog closes the popup.
 */
export function CheckSection({ isPrivate, run }: Props) {
  const { t, openCheckPage } = useServices()
  const check = useCheck(run)
  const isOver = useDropped({ onFiles: check.checkFiles, onText: check.checkText })
  usePasted(check.checkText, check.checkFiles)
  return (
    <section class="check-drop" data-over={isOver}>
      <button
        type="button"
        aria-describedby="check-hint"
        onClick={() => run(() => openCheckPage().then(() => t('open_done')))}
      >
        {t('check_open')}
      </button>
      <p id="check-hint" class="soft">
        {check.isBusy ? t('check_busy') : t('check_popup_hint')}
      </p>
      {check.checked !== undefined && (
        <CheckResults checked={check.checked} isPrivate={isPrivate} run={run} />
      )}
    </section>
  )
}

function usePasted(
  onText: (text: string, html: string) => void,
  onFiles: (files: readonly File[]) => void,
): void {
  useEffect(() => {
    const paste = ({ clipboardData, target }: ClipboardEvent) => {
      if (clipboardData === null || isTextField(target)) return
      const text = clipboardData.getData('text/plain')
      if (clipboardData.files.length > 0) onFiles([...clipboardData.files])
      else if (text.trim() !== '') onText(text, clipboardData.getData('text/html'))
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [onText, onFiles])
}
