import { useEffect, useState } from 'preact/hooks'

interface Dropped {
  readonly onFiles: (files: readonly File[]) => void
  readonly onText: (text: string, html: string) => void
}

/** Takes files and texts that are dropped anywhere on the page; true while one is held above it. */
export function useDropped({ onFiles, onText }: Dropped): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (isLeftAlone(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      // Between two elements of the page there is a next one.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.dataTransfer === null || isLeftAlone(event)) return
      event.preventDefault()
      const { files } = event.dataTransfer
      const text = event.dataTransfer.getData('text/plain')
      if (files.length > 0) onFiles([...files])
      else if (text.trim() !== '') onText(text, event.dataTransfer.getData('text/html'))
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [onFiles, onText])
  return isOver
}

/** A text that is dropped into a field belongs there. */
function isLeftAlone({ target, dataTransfer }: DragEvent): boolean {
  const hasFiles = dataTransfer?.types.includes('Files') === true
  return !hasFiles && isTextField(target)
}

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}
