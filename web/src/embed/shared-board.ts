import { Doc, encodeStateAsUpdate } from 'yjs'
import { type BoardReader, readBoard } from '#board/document/board-reader.ts'
import type { Box } from '#board/geometry/box.ts'
import type { BoardState } from '../sync/board-state.ts'
import { keepNothing } from '../sync/keep-nothing.ts'
import { loadBoard } from '../sync/load-board.ts'

/** A board that can change: its Yjs document. */
export interface SharedBoard {
  readonly doc: Doc
  readonly reader: BoardReader
  /** Brings what the server has stored into it, in parts; `expect` as in `loadBoard`. */
  load(state: BoardState, expect?: (extent: Box) => void): Promise<void>
  /** All that is there now, as the server would send it. */
  state(): BoardState
  dispose(): void
}

export function openSharedBoard(): SharedBoard {
  const doc = new Doc()
  const { reader } = readBoard(doc)
  return {
    doc,
    reader,
    load: (state, expect) => loadBoard(doc, keepNothing('a frame that only shows keeps nothing'), state, expect),
    state: () => ({ found: 'state', bytes: encodeStateAsUpdate(doc) }),
    dispose() {
      reader.destroy()
      doc.destroy()
    },
  }
}
