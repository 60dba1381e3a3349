import { inEnglish } from '../../words/words.ts'
import { nameOfSection } from '../../editor/turn-page.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { BoardEvents } from './embed-api.ts'

/** Read within an effect it is followed. */
export const pagesOf = ({ paging }: EmbeddedBoard): BoardEvents['page'] => ({
  shown: paging.page.value,
  pages: paging.pages.value.map((page, at) => ({ id: page.id, name: nameOfSection(inEnglish, 'Page', page, at) })),
})
