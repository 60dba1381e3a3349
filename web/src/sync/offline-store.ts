import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import { mergeUpdates } from 'yjs'
import type { Lost } from '#board/document/salvage.ts'
import { createBreaks } from './breaks.ts'

interface Row {
  readonly board: string
  /** A big one is a file of the browser's: to clone so many bytes into a database, or out of it, holds the page up. */
  readonly bytes: Uint8Array | Blob
}

/** Bytes from which on a row is a file. */
const BIG = 1024 * 1024

const rowOf = async (board: string, bytes: Uint8Array): Promise<Row> => ({
  board,
  bytes: bytes.length < BIG ? bytes : await fileOf(bytes),
})

/** Piece by piece, with breaks between them. */
async function fileOf(bytes: Uint8Array): Promise<Blob> {
  const breaks = createBreaks()
  const pieces: Blob[] = []
  for (let at = 0; at < bytes.length; at += BIG) {
    // Nobody shares the memory of updates with another thread.
    pieces.push(new Blob([bytes.subarray(at, at + BIG) as Uint8Array<ArrayBuffer>]))
    if (breaks.isDue()) await breaks.take()
  }
  return new Blob(pieces)
}

const bytesOf = async ({ bytes }: Row): Promise<Uint8Array> =>
  bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes

const sizeOf = ({ bytes }: Row): number => (bytes instanceof Blob ? bytes.size : bytes.length)

/** How many changes of one page's person the server hasn't confirmed. */
interface Debt {
  readonly board: string
  readonly writer: string
  readonly changes: number
}

/** Work that the server refused, until it is dealt with. */
export interface Aside {
  /** The refused copy as one update, while it has not been brought back. */
  readonly bytes?: Uint8Array
  /** What could not be saved, once the rest is. */
  readonly lost?: readonly Lost[]
  /** What the server said. */
  readonly code: number
  readonly reason: string
}

interface Schema extends DBSchema {
  asides: { key: string; value: Aside & { readonly board: string } }
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

/** What there is of a board. */
export interface Stored {
  readonly updates: readonly Uint8Array[]
  readonly debts: ReadonlyMap<string, number>
  readonly aside: Aside | null
}

/** One board's updates in this browser, and what it still owes the server. Every verb may reject. */
export interface OfflineStore {
  load(): Promise<Stored>
  write(work: OfflineWrite): Promise<void>
  /** Merges small rows, newest first, and leaves a big old one alone until its followers weigh half as much. */
  compact(): Promise<void>
  /**
   * Takes the copy out of use, with all rows, those of other tabs included, but keeps it: in one transaction, so that
   * nothing is ever in neither place.
   * @param bytes the page's own copy as one update
   */
  setAside(bytes: Uint8Array, refusal: Pick<Aside, 'code' | 'reason'>): Promise<void>
  /** What was set aside has been brought back, but for this; `null`: nothing is left to deal with. */
  settleAside(aside: Aside | null): Promise<void>
  /** Forgets this browser's copy of the board, and what was set aside. */
  clear(): Promise<void>
  close(): void
}

const NAME = 'drawbridge'
/** 2: work that was refused is set aside. */
const VERSION = 2

export async function openOfflineStore(board: string, name = NAME): Promise<OfflineStore> {
  const db = await openDB<Schema>(name, VERSION, {
    upgrade(fresh, before) {
      if (before < 1) {
        fresh.createObjectStore('updates', { autoIncrement: true }).createIndex('board', 'board')
        fresh.createObjectStore('debts', { keyPath: ['board', 'writer'] }).createIndex('board', 'board')
      }
      if (before < 2) fresh.createObjectStore('asides', { keyPath: 'board' })
    },
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  })
  return {
    load: () => load(db, board),
    write: (work) => write(db, board, work),
    compact: () => compact(db, board),
    setAside: (bytes, refusal) => setAside(db, board, bytes, refusal),
    settleAside: (aside) => settleAside(db, board, aside),
    clear: () => clear(db, board),
    close: () => db.close(),
  }
}

/** Removes every board's copy. */
export const deleteOfflineStore = (name = NAME): Promise<void> => deleteDB(name)

async function load(db: IDBPDatabase<Schema>, board: string): Promise<Stored> {
  const tx = db.transaction(['updates', 'debts', 'asides'])
  const [rows, debts, aside] = await Promise.all([
    tx.objectStore('updates').index('board').getAll(board),
    tx.objectStore('debts').index('board').getAll(board),
    tx.objectStore('asides').get(board),
  ])
  return {
    updates: await Promise.all(rows.map(bytesOf)),
    debts: new Map(debts.map((debt) => [debt.writer, debt.changes])),
    aside: aside ?? null,
  }
}

async function write(db: IDBPDatabase<Schema>, board: string, { updates, writer, owes, settled }: OfflineWrite) {
  const rows = await Promise.all(updates.map((bytes) => rowOf(board, bytes)))
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
    ...rows.map((row) => tx.objectStore('updates').add(row)),
    owe(writer, owes),
    ...Array.from(settled, ([who, changes]) => rest(who, changes)),
    tx.done,
  ])
}

async function compact(db: IDBPDatabase<Schema>, board: string) {
  const { rows, keys } = await findSmall(db, board)
  if (rows.length < 2) return
  const merged = await rowOf(board, mergeUpdates((await Promise.all(rows.map(bytesOf))).reverse()))
  const tx = db.transaction('updates', 'readwrite')
  const present = await Promise.all(keys.map((key) => tx.store.getKey(key)))
  // Another tab may have merged them meanwhile, or forgotten the board.
  if (!present.includes(undefined))
    await Promise.all([tx.store.add(merged), ...keys.map((key) => tx.store.delete(key))])
  await tx.done
}

/** The newest rows, up to one that weighs twice as much as all of them. */
async function findSmall(db: IDBPDatabase<Schema>, board: string) {
  const rows: Row[] = []
  const keys: number[] = []
  let weight = 0
  for await (const { value, primaryKey } of db.transaction('updates').store.index('board').iterate(board, 'prev')) {
    const size = sizeOf(value)
    if (size > 2 * weight && rows.length > 1) break
    rows.push(value)
    keys.push(primaryKey)
    weight += size
  }
  return { rows, keys }
}

type Everything = IDBPTransaction<Schema, ['updates', 'debts', 'asides'], 'readwrite'>

/** Strict: work is moved or given up for good, and that must be true after a power cut too. */
const everything = (db: IDBPDatabase<Schema>): Everything =>
  db.transaction(['updates', 'debts', 'asides'], 'readwrite', { durability: 'strict' })

async function deleteRows(tx: Everything, board: string) {
  for (const store of ['updates', 'debts'] as const)
    for await (const cursor of tx.objectStore(store).index('board').iterate(board)) await cursor.delete()
}

async function setAside(
  db: IDBPDatabase<Schema>,
  board: string,
  bytes: Uint8Array,
  { code, reason }: Pick<Aside, 'code' | 'reason'>,
) {
  /** What the big rows hold: to read them ends a transaction, so it begins anew until it knows all that there are. */
  const known = new Map<number, Uint8Array>()
  for (;;) {
    const tx = everything(db)
    const index = tx.objectStore('updates').index('board')
    const [rows, keys] = await Promise.all([index.getAll(board), index.getAllKeys(board)])
    const found = rows.map(({ bytes: own }, i) => (own instanceof Blob ? known.get(keys[i]!) : own))
    if (found.includes(undefined)) {
      for (const [i, row] of rows.entries()) known.set(keys[i]!, await bytesOf(row))
      continue
    }
    const before = await tx.objectStore('asides').get(board)
    const own = found.filter((each) => each !== undefined)
    const all = mergeUpdates([...(before?.bytes ? [before.bytes] : []), ...own, bytes])
    await tx.objectStore('asides').put({ ...before, board, bytes: all, code, reason })
    await deleteRows(tx, board)
    return await tx.done
  }
}

async function settleAside(db: IDBPDatabase<Schema>, board: string, aside: Aside | null) {
  if (aside) await db.put('asides', { ...aside, board })
  else await db.delete('asides', board)
}

async function clear(db: IDBPDatabase<Schema>, board: string) {
  const tx = everything(db)
  await tx.objectStore('asides').delete(board)
  await deleteRows(tx, board)
  await tx.done
}
