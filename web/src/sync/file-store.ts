import { type DBSchema, openDB } from 'idb'

/** A file that the server hasn't got yet. */
export interface WaitingFile {
  readonly board: string
  readonly hash: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

interface Schema extends DBSchema {
  /** By hash; `board` is the one that it was copied on. */
  lent: { key: string; value: WaitingFile }
  waiting: { key: [string, string]; value: WaitingFile; indexes: { board: string } }
}

/** Files of one board that wait in this browser, beside its copy of the board. Every verb may reject. */
export interface FileStore {
  load(): Promise<readonly WaitingFile[]>
  put(file: WaitingFile): Promise<void>
  remove(hash: string): Promise<void>
  /** For other boards of this browser: what was copied last. */
  lend(files: readonly WaitingFile[]): Promise<void>
  /** What another board has lent. */
  borrow(hash: string): Promise<WaitingFile | undefined>
  close(): void
}

export async function openFileStore(board: string, name = 'drawbridge-files'): Promise<FileStore> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('waiting', { keyPath: ['board', 'hash'] }).createIndex('board', 'board')
      fresh.createObjectStore('lent', { keyPath: 'hash' })
    },
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  })
  return {
    load: () => db.getAllFromIndex('waiting', 'board', board),
    async put(file) {
      // Strict: "kept in this browser" must be true after a power cut too.
      const tx = db.transaction('waiting', 'readwrite', { durability: 'strict' })
      await Promise.all([tx.store.put(file), tx.done])
    },
    remove: (hash) => db.delete('waiting', [board, hash]),
    async lend(files) {
      const tx = db.transaction('lent', 'readwrite')
      await Promise.all([tx.store.clear(), ...files.map((file) => tx.store.put(file)), tx.done])
    },
    async borrow(hash) {
      const lent = await db.get('lent', hash)
      return lent?.board === board ? undefined : lent
    },
    close: () => db.close(),
  }
}
