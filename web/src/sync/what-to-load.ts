import type { BoardState } from './board-state.ts'
import type { Offline } from './offline.ts'

/** HTTP status of a board that is in the trash. */
export const IN_TRASH = 410

/** How opening went: the document holds a board, or the page must say why not. */
export type Loaded =
  | { readonly outcome: 'ready' }
  /** Neither on the server nor in this browser. */
  | { readonly outcome: 'missing' }
  | {
      readonly outcome: 'refused'
      readonly status: number
      readonly code: string | number
      readonly reason: string
      /** Changes that this browser keeps and the server never got. */
      readonly owed: number
    }
  /** No server and no copy in this browser. */
  | { readonly outcome: 'unreachable' }

/** Is there a board to load? Answered at once; `ready` means that {@link loadBoard} will make it so. */
export function whatToLoad({ stored, owed }: Pick<Offline, 'stored' | 'owed'>, state: BoardState): Loaded {
  // A board that is gone from the server lives on in this browser's copy; the relay will say that it is gone.
  if (state.found === 'nothing' && stored.length === 0) return { outcome: 'missing' }
  if (state.found === 'refusal') return { ...state, outcome: 'refused', owed }
  if (state.found === 'silence' && stored.length === 0) return { outcome: 'unreachable' }
  return { outcome: 'ready' }
}
