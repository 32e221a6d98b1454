/** What a new file of the user may begin as. */
export const TEMPLATE_KINDS = ['signal', 'story', 'exception', 'list'] as const
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]
