import { StorageError } from '../storage/storage.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { within } from '../within.ts'
import { withVerbs } from '../with-verbs.ts'
import type { StorageHealth } from './health.ts'

/**
 * The storage, as those see it who wait for it by HTTP: while nothing can be stored they are told so at once, and nobody waits longer
 * than `stallMs` for a disk that doesn't answer (what they asked for may still be done when it does). Commits are waited for by the tick.
 */
export function promptWrites(storage: BoardStorage, health: StorageHealth, stallMs: number): BoardStorage {
  const prompt = async <T>(write: () => Promise<T>): Promise<T> => {
    if (health.isReadOnly) throw new StorageError('io', 'nothing can be stored at the moment')
    const writing = write()
    if (await within(stallMs, writing)) return writing
    health.stalled(stallMs)
    throw new StorageError('io', 'the storage does not answer')
  }
  return withVerbs(storage, {
    create: (board) => prompt(() => storage.create(board)),
    acknowledge: (board, lost) => prompt(() => storage.acknowledge(board, lost)),
    setAccess: (board, access, audit) => prompt(() => storage.setAccess(board, access, audit)),
    homes: withVerbs(storage.homes, {
      hold: (account, board, way, atMs) => prompt(() => storage.homes.hold(account, board, way, atMs)),
      arrange: (account, board, change) => prompt(() => storage.homes.arrange(account, board, change)),
      drop: (account, board) => prompt(() => storage.homes.drop(account, board)),
      putFolder: (account, folder) => prompt(() => storage.homes.putFolder(account, folder)),
      removeFolder: (account, folder) => prompt(() => storage.homes.removeFolder(account, folder)),
    }),
    trash: {
      put: (board, audit) => prompt(() => storage.trash.put(board, audit)),
      restore: (board, audit) => prompt(() => storage.trash.restore(board, audit)),
      remove: (board) => prompt(() => storage.trash.remove(board)),
    },
    logins: withVerbs(storage.logins, {
      change: (added, removed) => prompt(() => storage.logins.change(added, removed)),
    }),
    files: withVerbs(storage.files, { put: (board, file) => prompt(() => storage.files.put(board, file)) }),
  })
}
