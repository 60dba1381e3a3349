import { IconButton } from '../ui/icon-button.tsx'
import { nameOfSection } from '../editor/turn-page.ts'
import type { EmbeddedBoard } from './embed-frame.ts'
import type { Words } from './words.ts'

/** Turns the pages of a board that has several. */
export function PageTurner({ paging, words }: Pick<EmbeddedBoard, 'paging'> & { readonly words: Words }) {
  const pages = paging.pages.value
  const at = pages.findIndex(({ id }) => id === paging.page.value)
  const page = pages[at]
  if (!page || pages.length === 1) return null
  const turn = (by: number) => () => paging.show(pages[at + by]!.id)
  return (
    <div class="bar island page-turner">
      <IconButton icon="chevron-left" label={words.previousPage} inactive={at === 0} onClick={turn(-1)} />
      <output aria-label={words.page} title={nameOfSection('Page', page, at)}>
        {at + 1} / {pages.length}
      </output>
      <IconButton icon="chevron-right" label={words.nextPage} inactive={at + 1 === pages.length} onClick={turn(1)} />
    </div>
  )
}
