import { nameOfSection } from '../editor/turn-page.ts'
import type { BoardApp } from './board-app.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'

/** Which page is shown, on a board that has several; opens the list of them. */
export function PageButton({ app: { editor, panel } }: { readonly app: Pick<BoardApp, 'editor' | 'panel'> }) {
  const t = useWords()
  const pages = editor.paging.pages.value
  const at = pages.findIndex(({ id }) => id === editor.paging.page.value)
  const page = pages[at]
  if (!page || pages.length === 1) return null
  const name = nameOfSection(t, 'Page', page, at)
  return (
    <button
      type="button"
      class="page-button"
      aria-label={t('Page: {name}, {place} of {length}', { name, place: at + 1, length: pages.length })}
      aria-expanded={panel.value === 'pages'}
      onClick={() => (panel.value = panel.peek() === 'pages' ? null : 'pages')}
    >
      <span>{name}</span>
      <Icon name="chevron-down" />
    </button>
  )
}
