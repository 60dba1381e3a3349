import { Doc } from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import type { Box } from '#board/geometry/box.ts'
import { syncUrl } from '../start/board-address.ts'
import { loadLater } from '../load-later.ts'
import { turn } from '../turn.ts'
import type { BoardState } from './board-state.ts'
import { loadBoard } from './load-board.ts'
import { type Loaded, whatToLoad } from './what-to-load.ts'
import { type Offline, openOffline } from './offline.ts'
import { createRescue, type Rescue, type SetAside } from './rescue.ts'
import { mayEdit, type Session } from './session.ts'
import { createSync, type Sync } from './sync.ts'

/** A board in this page: its document, its connection, and what this browser keeps of it. */
export interface BoardCopy {
  readonly document: BoardDocument
  readonly sync: Sync
  readonly offline: Offline
  readonly rescue: Rescue
  dispose(): Promise<void>
}

export type OpenedCopy =
  | { readonly outcome: 'open'; readonly copy: BoardCopy }
  | (Exclude<Loaded, { outcome: 'ready' }> & { readonly offline: Offline })

/**
 * Loads what is known of a board and connects it. `state`: the answer of `fetchBoardState`, under way;
 * `whileLoading` is given the document as soon as it is certain that it will hold a board, before it does, and answers who is told about
 * where its elements will be.
 */
export async function openCopy(
  session: Session,
  state: Promise<BoardState>,
  whileLoading: (document: BoardDocument) => (extent: Box) => void,
): Promise<OpenedCopy> {
  const [offline, found] = await Promise.all([openOffline(session.board), state])
  const loaded = whatToLoad(offline, found)
  if (loaded.outcome !== 'ready') return { ...loaded, offline }
  // To take in the last of a big board's bytes took its time; to make what shows it does, too.
  await turn()
  const doc = new Doc()
  const document = createBoardDocument(doc)
  await loadBoard(doc, offline, found, whileLoading(document))
  const sync = createSync({ doc, session, url: syncUrl(), offline })
  const isServed = found.found === 'state'
  const rescue = createRescue({
    doc,
    document,
    sync,
    offline,
    isServed,
    mayEdit: mayEdit(session.role),
    setAside: await codeFor(offline),
    reload: () => location.reload(),
  })
  return {
    outcome: 'open',
    copy: {
      document,
      sync,
      offline,
      rescue,
      async dispose() {
        rescue.dispose()
        sync.dispose()
        document.destroy()
        doc.destroy()
        await offline.dispose()
      },
    },
  }
}

/** Nearly nobody ever needs it; who does may be offline by then. */
function codeFor({ aside }: Offline): Promise<SetAside | undefined> {
  const code = loadLater(() => import('./set-aside.ts'))
  return aside?.bytes === undefined ? Promise.resolve(undefined) : code().catch(() => undefined)
}
