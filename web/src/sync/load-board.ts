import { type Doc, getState } from 'yjs'
import { applyUpdateFast } from '#board/document/apply-update.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { partsOf } from '#board/document/split-update.ts'
import { createValueReader, type ValueReader } from '#board/document/values.ts'
import type { BoardState } from './board-state.ts'
import { createBreaks, type Breaks } from './breaks.ts'
import type { Offline } from './offline.ts'

/**
 * Brings what this browser and the server keep of a board into a new document, in parts, with breaks between them in which the page
 * answers and paints; what is new from the server is kept here too.
 */
export async function loadBoard(doc: Doc, offline: Offline, state: BoardState): Promise<void> {
  const work = { reader: createValueReader(), breaks: createBreaks() }
  // What shows the board has only just been made.
  await work.breaks.take()
  for (const update of offline.stored) await applyInParts(doc, update, work)
  if (state.found !== 'state' || state.bytes.length === 0) return
  if (offline.stored.length === 0) {
    await applyInParts(doc, state.bytes, work)
    // Afterwards: to copy a big board takes longer than anybody should wait for its first picture.
    offline.append(state.bytes, false)
    return
  }
  const keep = (update: Uint8Array) => offline.append(update, false)
  doc.on('update', keep)
  await applyInParts(doc, state.bytes, work)
  doc.off('update', keep)
}

/** About as much as decodes and is indexed within a few milliseconds. */
const PART_BYTES = 96 * 1024

interface Work {
  readonly reader: ValueReader
  readonly breaks: Breaks
}

async function applyInParts(doc: Doc, update: Uint8Array, { reader, breaks }: Work): Promise<void> {
  for (const part of partsOf(update, PART_BYTES, clocksOf(doc))) {
    if (part) applyUpdateFast(doc, part, LOAD_ORIGIN, reader)
    if (breaks.isDue()) await breaks.take()
  }
}

const clocksOf = ({ store }: Doc): ReadonlyMap<number, number> =>
  new Map(Array.from(store.clients.keys(), (client) => [client, getState(store, client)]))
