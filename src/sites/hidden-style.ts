const HIDING: readonly RegExp[] = [
  /(?:^|;)\s*display\s*:\s*none/i,
  /(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)/i,
  /(?:^|;)\s*opacity\s*:\s*0*(?:\.0+)?\s*(?:!|;|$)/i,
  /(?:^|;)\s*font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:!|;|$)/i,
  /(?:^|;)\s*mso-hide\s*:\s*all/i,
]
const MAX_STYLE = 2_000

/** Hidden by inline style, `hidden` or `aria-hidden`; computed style is not asked: it forces layout. */
export function isHiddenInline(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  const style = element.getAttribute('style')
  return style !== null && HIDING.some((pattern) => pattern.test(style.slice(0, MAX_STYLE)))
}
