import { signal } from '@preact/signals'
import { Awareness } from 'y-protocols/awareness'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fillBoard } from '#board/document/board-file.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { openOffline } from '../../sync/offline.ts'
import type { BoardCopy } from '../../sync/board-copy.ts'
import type { Session } from '../../sync/session.ts'
import type { SyncStatus } from '../../sync/sync-status.ts'
import { readFile } from '../api/elements.ts'

/** A board that nobody but this page and the one around it know: no socket, no server, nothing kept in this browser. */
export async function heldCopy(file: string | undefined): Promise<BoardCopy> {
  const doc = new Doc()
  if (file !== undefined && file.trim() !== '') applyUpdate(doc, updateOf(file), LOAD_ORIGIN)
  const document = createBoardDocument(doc)
  const awareness = new Awareness(doc)
  const status = signal<SyncStatus>({ state: 'saved' })
  return {
    document,
    offline: await openOffline('', () => Promise.reject(new Error('the page around the board keeps it'))),
    rescue: { lost: signal(null), forget: () => undefined, dispose: () => undefined },
    sync: {
      status,
      synced: signal(true),
      awareness,
      crowd: signal(0),
      sendLive: () => undefined,
      onLive: () => () => false,
      onReopen: () => undefined,
      dispose: () => awareness.destroy(),
    },
    dispose: () => Promise.resolve(doc.destroy()),
  }
}

/** What a file holds, as something that was there before anybody did anything. @throws {Refused} */
function updateOf(file: string): Uint8Array {
  const doc = new Doc()
  fillBoard(createBoardDocument(doc), readFile(file))
  return encodeStateAsUpdate(doc)
}

/** Of whoever draws on it: the board has no name, and nothing is asked of the server. */
export const HELD_SESSION: Session = {
  board: '',
  role: 'edit',
  secret: undefined,
  label: '',
  name: null,
  isClaimed: true,
  pictureKey: undefined,
  token: undefined,
  adopt: () => undefined,
  renew: () => Promise.resolve({ is: 'silence' }),
  request: () => Promise.reject(new Error('no server holds this board')),
}
