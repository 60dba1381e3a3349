import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import { mergeUpdates } from 'yjs'

interface Row {
  readonly board: string
  readonly bytes: Uint8Array
}

/** How many changes of one page's person the server hasn't confirmed. */
interface Debt {
  readonly board: string
  readonly writer: string
  readonly changes: number
}

interface Schema extends DBSchema {
  updates: { key: number; value: Row; indexes: { board: string } }
  debts: { key: [string, string]; value: Debt; indexes: { board: string } }
}

/** What one write brings: all of it in one transaction. */
export interface OfflineWrite {
  readonly updates: readonly Uint8Array[]
  /** Who writes: one open page. */
  readonly writer: string
  /** How many of the writer's changes the server hasn't confirmed, from now on. */
  readonly owes: number
  /** Debts of earlier pages that the server has confirmed, by writer. */
  readonly settled: ReadonlyMap<string, number>
}

/** One board's updates in this browser, and what it still owes the server. Every verb may reject. */
export interface OfflineStore {
  load(): Promise<{ readonly updates: readonly Uint8Array[]; readonly debts: ReadonlyMap<string, number> }>
  write(work: OfflineWrite): Promise<void>
  /** Merges small rows, newest first, and leaves a big old one alone until its followers weigh half as much. */
  compact(): Promise<void>
  /** Forgets this browser's copy of the board. */
  clear(): Promise<void>
  close(): void
}

const NAME = 'drawbridge'

export async function openOfflineStore(board: string, name = NAME): Promise<OfflineStore> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('updates', { autoIncrement: true }).createIndex('board', 'board')
      fresh.createObjectStore('debts', { keyPath: ['board', 'writer'] }).createIndex('board', 'board')
    },
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  })
  return {
    load: () => load(db, board),
    write: (work) => write(db, board, work),
    compact: () => compact(db, board),
    clear: () => clear(db, board),
    close: () => db.close(),
  }
}

/** Removes every board's copy. */
export const deleteOfflineStore = (name = NAME): Promise<void> => deleteDB(name)

async function load(db: IDBPDatabase<Schema>, board: string) {
  const tx = db.transaction(['updates', 'debts'])
  const [rows, debts] = await Promise.all([
    tx.objectStore('updates').index('board').getAll(board),
    tx.objectStore('debts').index('board').getAll(board),
  ])
  return {
    updates: rows.map((row) => row.bytes),
    debts: new Map(debts.map((debt) => [debt.writer, debt.changes])),
  }
}

async function write(db: IDBPDatabase<Schema>, board: string, { updates, writer, owes, settled }: OfflineWrite) {
  // Strict: "kept in this browser" must be true after a power cut too.
  const tx = db.transaction(['updates', 'debts'], 'readwrite', { durability: 'strict' })
  const debts = tx.objectStore('debts')
  const owe = (who: string, changes: number) =>
    changes > 0 ? debts.put({ board, writer: who, changes }) : debts.delete([board, who])
  const rest = async (who: string, changes: number) => {
    // Another tab may be this writer, and have added to its debt since.
    const debt = await debts.get([board, who])
    if (debt) await owe(who, debt.changes - changes)
  }
  await Promise.all([
    ...updates.map((bytes) => tx.objectStore('updates').add({ board, bytes })),
    owe(writer, owes),
    ...Array.from(settled, ([who, changes]) => rest(who, changes)),
    tx.done,
  ])
}

async function compact(db: IDBPDatabase<Schema>, board: string) {
  const tx = db.transaction('updates', 'readwrite')
  const small: Uint8Array[] = []
  const keys: number[] = []
  let weight = 0
  for await (const cursor of tx.store.index('board').iterate(board, 'prev')) {
    const { bytes } = cursor.value
    if (bytes.length > 2 * weight && small.length > 1) break
    small.push(bytes)
    keys.push(cursor.primaryKey)
    weight += bytes.length
  }
  if (small.length > 1) {
    const bytes = mergeUpdates(small.reverse())
    await Promise.all([tx.store.add({ board, bytes }), ...keys.map((key) => tx.store.delete(key))])
  }
  await tx.done
}

async function clear(db: IDBPDatabase<Schema>, board: string) {
  const tx = db.transaction(['updates', 'debts'], 'readwrite')
  for (const store of ['updates', 'debts'] as const)
    for await (const cursor of tx.objectStore(store).index('board').iterate(board)) await cursor.delete()
  await tx.done
}
