import { applyUpdate, type Doc } from 'yjs'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import type { BoardState } from './board-state.ts'
import type { Offline } from './offline.ts'

/** How opening went: the document holds a board, or the page must say why not. */
export type Loaded =
  | { readonly outcome: 'ready' }
  /** Neither on the server nor in this browser. */
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'refused'; readonly reason: string }
  /** No server and no copy in this browser. */
  | { readonly outcome: 'unreachable' }

/** Brings what this browser and the server keep of a board into a new document; what is new from the server is kept here too. */
export function loadBoard(doc: Doc, offline: Offline, state: BoardState): Loaded {
  // A board that is gone from the server lives on in this browser's copy; the relay will say that it is gone.
  if (state.found === 'nothing' && offline.stored.length === 0) return { outcome: 'missing' }
  if (state.found === 'refusal') return { outcome: 'refused', reason: state.reason }
  if (state.found === 'silence' && offline.stored.length === 0) return { outcome: 'unreachable' }
  doc.transact(() => {
    for (const update of offline.stored) applyUpdate(doc, update, LOAD_ORIGIN)
  }, LOAD_ORIGIN)
  if (state.found === 'state' && state.bytes.length > 0) {
    const keep = (update: Uint8Array) => offline.append(update, false)
    doc.on('update', keep)
    applyUpdate(doc, state.bytes, LOAD_ORIGIN)
    doc.off('update', keep)
  }
  return { outcome: 'ready' }
}
