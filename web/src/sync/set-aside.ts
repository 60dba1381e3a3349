import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import { type Lost, salvage } from '#board/document/salvage.ts'

/** Brings what a copy holds that the server refused into the fresh one, as far as it is legal; answers the rest. */
export function bringBack(bytes: Uint8Array, doc: Doc, document: BoardDocument): readonly Lost[] {
  const kept = new Doc()
  applyUpdate(kept, bytes)
  const lost = salvage(kept, doc, document)
  kept.destroy()
  return lost
}

/** What would come back, and what wouldn't, without bringing it. */
export function workIn(bytes: Uint8Array, doc: Doc): readonly Lost[] {
  const trial = new Doc()
  applyUpdate(trial, encodeStateAsUpdate(doc))
  const board = createBoardDocument(trial)
  const ids = new Set<string>()
  board.onChange(({ added, updated, removed }) => [...added, ...updated, ...removed].forEach((id) => ids.add(id)))
  const lost = bringBack(bytes, trial, board)
  const work = Array.from(ids, (id): Lost => {
    return { what: 'element', id, why: 'waits until you may change the board', value: board.get(id) ?? null }
  })
  board.destroy()
  trial.destroy()
  return [...work, ...lost]
}
