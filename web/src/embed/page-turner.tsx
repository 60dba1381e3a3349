import { IconButton } from '../ui/icon-button.tsx'
import { nameOfSection } from '../editor/turn-page.ts'
import type { EmbeddedBoard } from './embed-frame.ts'
import { useWords } from '../words/use-words.ts'

/** Turns the pages of a board that has several. */
export function PageTurner({ paging }: Pick<EmbeddedBoard, 'paging'>) {
  const t = useWords()
  const pages = paging.pages.value
  const at = pages.findIndex(({ id }) => id === paging.page.value)
  const page = pages[at]
  if (!page || pages.length === 1) return null
  const turn = (by: number) => () => paging.show(pages[at + by]!.id)
  return (
    <div class="bar island page-turner">
      <IconButton icon="chevron-left" label={t('Previous page')} inactive={at === 0} onClick={turn(-1)} />
      <output aria-label={t('Page')} title={nameOfSection(t, 'Page', page, at)}>
        {at + 1} / {pages.length}
      </output>
      <IconButton icon="chevron-right" label={t('Next page')} inactive={at + 1 === pages.length} onClick={turn(1)} />
    </div>
  )
}
