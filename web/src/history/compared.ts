import type { BoardDocument } from '#board/document/board-document.ts'
import { applyDifference, differenceBetween } from '#board/document/difference.ts'

/** What came, what is other, and what went, between two moments. */
export interface Compared {
  readonly added: number
  readonly changed: number
  readonly gone: number
}

export const COMPARED_COLORS = { added: '#2f9e44', changed: '#e67700', gone: '#e03131' } as const

/** What is the same steps back. */
const FAINT = 0.18

/** Makes `shown` a picture of what became of one moment until another: both of them, coloured by what happened. */
export function showCompared(shown: BoardDocument, from: BoardDocument, to: BoardDocument): Compared {
  const { added, changed, removed } = differenceBetween(from, to)
  applyDifference(shown, differenceBetween(shown, to))
  const marked = new Map<string, string>()
  for (const { id } of added) marked.set(id, COMPARED_COLORS.added)
  for (const { id } of changed) marked.set(id, COMPARED_COLORS.changed)
  shown.batch(() => {
    for (const id of to.ids()) if (!marked.has(id)) shown.edit([id], 'opacity', FAINT)
    for (const [id, color] of marked) shown.edit([id], 'color', color)
    const gone = from.copy(removed.filter((id) => !to.has(id)))
    shown.add(gone.map((element) => Object.assign(element, { color: COMPARED_COLORS.gone })))
  })
  return { added: added.length, changed: changed.length, gone: removed.length }
}
