import type { Section } from '#board/document/sections.ts'
import type { Translate } from '../words/words.ts'
import type { Editor } from './editor.ts'

/** Names a page or layer that has none by its place. */
export const nameOfSection = (
  t: Translate,
  what: 'Page' | 'Layer',
  { name }: Pick<Section, 'name'>,
  at: number,
): string => name || (what === 'Page' ? t('Page {place}', { place: at + 1 }) : t('Layer {place}', { place: at + 1 }))

/** Shows another page: what was selected, typed or drawn on this one is done with. */
export function turnTo(editor: Editor, page: string): void {
  if (page === editor.paging.page.peek()) return
  editor.toolbox.cancel()
  editor.editing.value = null
  editor.selection.value = new Set()
  editor.paging.show(page)
}

/** Shows the page that comes so many later, within those there are. */
export function turnBy(editor: Editor, step: number): void {
  const pages = editor.paging.pages.peek()
  const next = pages[pages.findIndex(({ id }) => id === editor.paging.page.peek()) + step]
  if (next) turnTo(editor, next.id)
}
