import { render, type ComponentChild } from 'preact'
import { getDirection } from '../platform/i18n.ts'

/** Puts a page into its document, in the language and direction of its texts. */
export function startPage(page: ComponentChild, title: string, language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = getDirection()
  document.title = title
  const root = document.getElementById('root')
  if (root === null) throw new Error('The page has no element with the id "root".')
  render(page, root)
}
