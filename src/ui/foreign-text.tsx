import { splitControls } from './split-controls.ts'

/**
 * Text that came from a page or a sender: isolated from the direction of its surroundings, with
 * characters that would hide or reorder others shown by their code. The text itself is unchanged.
 */
export function ForeignText({ text }: { text: string }) {
  return (
    <bdi>
      {splitControls(text).map((part, index) =>
        part.code === undefined ? (
          part.text
        ) : (
          <span key={index} class="control" data-code={part.code}>
            {part.text}
          </span>
        ),
      )}
    </bdi>
  )
}
