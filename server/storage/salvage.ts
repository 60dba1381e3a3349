import * as Y from 'yjs'
import { isWhole } from './merge.ts'

/** Why a record was set aside. */
export type Damage = 'missing' | 'checksum' | 'undecodable' | 'dependent'

/** One update of a log; without bytes when they are not what was written. */
export interface LogRecord {
  readonly seq: number
  readonly bytes: Uint8Array | undefined
}

/** The records that can't be part of the board, in order, each with the reason. */
export type Casualties = ReadonlyMap<number, Damage>

/**
 * Finds the records that a board has to do without: those that can't be read, and those that build on them. What
 * is left applies one after the other and leaves nothing pending.
 * @param base the snapshot that the records follow, known to be good
 */
export function salvage(base: Uint8Array | undefined, records: readonly LogRecord[]): Casualties {
  const lost = new Map<number, Damage>()
  for (const { seq, bytes } of records) {
    if (bytes === undefined) lost.set(seq, 'checksum')
    else if (!isUpdate(bytes)) lost.set(seq, 'undecodable')
  }
  // Taking a record out may leave others without what they build on: until nothing changes any more.
  for (;;) {
    const kept = records.filter(({ seq }) => !lost.has(seq))
    const dependent = stranded(base, kept, lost)
    if (dependent.length === 0) return new Map([...lost].sort(([a], [b]) => a - b))
    for (const seq of dependent) if (!lost.has(seq)) lost.set(seq, 'dependent')
  }
}

/** Can it be read as a document by itself? */
export function isUpdate(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}

/** Records of which something would be left pending; adds those that break a document to `lost`. */
function stranded(base: Uint8Array | undefined, records: readonly LogRecord[], lost: Map<number, Damage>): number[] {
  const doc = new Y.Doc()
  if (base !== undefined) Y.applyUpdate(doc, base)
  for (const { seq, bytes } of records) {
    try {
      if (bytes !== undefined) Y.applyUpdate(doc, bytes)
    } catch {
      lost.set(seq, 'undecodable')
      return [seq]
    }
  }
  return isWhole(doc)
    ? []
    : records.filter(({ bytes }) => bytes !== undefined && !isIn(doc, bytes)).map(({ seq }) => seq)
}

/** Did all of this update become part of the document? */
function isIn({ store }: Y.Doc, bytes: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(bytes)
  const reaches = (client: number, end: number): boolean => end <= Y.getState(store, client)
  return (
    structs.every(({ id, length }) => reaches(id.client, id.clock + length)) &&
    Array.from(ds.clients).every(([client, ranges]) => ranges.every(({ clock, len }) => reaches(client, clock + len)))
  )
}
