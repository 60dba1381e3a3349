import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import type { LogEntry, Past, PastBoard } from '../../sync/past.ts'

/** A server that remembers what is done to a board. */
export function remembered(...deeds: readonly ((board: BoardDocument) => void)[]): {
  past: Past
  states: Uint8Array[]
} {
  const doc = new Doc()
  const board = createBoardDocument(doc)
  const log: LogEntry[] = []
  const states = [encodeStateAsUpdate(doc)]
  doc.on('update', (update: Uint8Array) =>
    log.push({ seq: log.length + 1, at: log.length * 1_000, name: 'Ann', update }),
  )
  for (const deed of deeds) {
    deed(board)
    states.push(encodeStateAsUpdate(doc))
  }
  const nothing = async (): Promise<never> => {
    throw new Error('not asked for')
  }
  const past: Past = {
    list: async () => ({ earliest: 0, newest: log.length, keptSeconds: 60, sittings: [], versions: [] }),
    at: async (version) => openedState(states[Number(version)] as Uint8Array),
    log: async (after, upTo) => log.slice(after, upTo),
    thumbnail: nothing,
    restore: nothing,
    name: nothing,
    forget: nothing,
    copy: nothing,
  }
  return { past, states }
}

/** A board as it comes from a server. */
export function openedState(state: Uint8Array): PastBoard {
  const doc = new Doc()
  applyUpdate(doc, state)
  const document = createBoardDocument(doc)
  return {
    document,
    apply(update) {
      const touched = new Set<string>()
      const stop = document.onChange(({ added, updated, removed }) => {
        for (const ids of [added, updated, removed]) for (const id of ids) touched.add(id)
      })
      applyUpdate(doc, update)
      stop()
      return touched
    },
    dispose: () => document.destroy(),
  }
}
