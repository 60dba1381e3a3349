import { ChevronLeft, ChevronRight } from 'lucide'
import { nameOfSection } from '../editor/turn-page.ts'
import type { PageReader } from '../scene/page-reader.ts'
import { useWords } from '../words/use-words.ts'
import { IconButton } from './icon-button.tsx'

interface PageTurnerProps {
  readonly paging: Pick<PageReader, 'page' | 'pages' | 'show'>
}

/** Turns the pages of a board that has several. */
export function PageTurner({ paging }: PageTurnerProps) {
  const t = useWords()
  const pages = paging.pages.value
  const at = pages.findIndex(({ id }) => id === paging.page.value)
  const page = pages[at]
  if (!page || pages.length === 1) return null
  const turn = (by: number) => () => paging.show(pages[at + by]!.id)
  return (
    <div class="bar island page-turner">
      <IconButton icon={ChevronLeft} label={t('Previous page')} inactive={at === 0} onClick={turn(-1)} />
      <output aria-label={t('Page')} title={nameOfSection(t, 'Page', page, at)}>
        {at + 1} / {pages.length}
      </output>
      <IconButton icon={ChevronRight} label={t('Next page')} inactive={at + 1 === pages.length} onClick={turn(1)} />
    </div>
  )
}
