/** A declaration that hides what it stands on, anywhere in a `style` attribute. */
const HIDING =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?:opacity\s*:\s*0*(?:\.0+)?|font-size\s*:\s*0(?:\.0+)?\s*(?:p[xt]|r?em|%)?)\s*(?:!|;|$))/i
const MAX_STYLE = 2_000

/** Hidden by inline style, `hidden` or `aria-hidden`; computed style is not asked: it forces layout. */
export function isHiddenInline(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  const style = element.getAttribute('style')
  return style !== null && HIDING.test(style.slice(0, MAX_STYLE))
}
