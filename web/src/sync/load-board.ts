import { type Doc, getState } from 'yjs'
import { createApplyUpdate, type ApplyUpdate } from '#board/document/apply-update.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { createExtent } from '#board/document/extent.ts'
import { markBytesFor, partsIn } from '#board/document/split-update.ts'
import { readStructs } from '#board/document/update-structs.ts'
import { isEmpty, type Box } from '#board/geometry/box.ts'
import type { BoardState } from './board-state.ts'
import { createBreaks, type Breaks } from './breaks.ts'
import type { Offline } from './offline.ts'

/**
 * Brings what this browser and the server keep of a board into a new document, in parts, with breaks between them in which the page
 * answers and paints; what is new from the server is kept here too. Of a big one `expect` is told about where its elements will be (see
 * `createExtent`), before any is there.
 */
export async function loadBoard(
  doc: Doc,
  offline: Offline,
  state: BoardState,
  expect: (extent: Box) => void = () => {},
): Promise<void> {
  const work = { apply: createApplyUpdate(), breaks: createBreaks(), expect }
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
const PART_BYTES = 160 * 1024

interface Work {
  readonly expect: (extent: Box) => void
  readonly apply: ApplyUpdate
  readonly breaks: Breaks
}

/** From so many bytes on a board is some time on its way. */
const BIG_BYTES = 8 * PART_BYTES

async function applyInParts(doc: Doc, update: Uint8Array, { apply, breaks, expect }: Work): Promise<void> {
  const extent = createExtent()
  const walk = { markBytes: markBytesFor(PART_BYTES), pass: extent.pass }
  const structs = await finish(readStructs(update, walk), breaks)
  if (update.length >= BIG_BYTES && !isEmpty(extent.box)) expect(extent.box)
  for (const part of partsIn(update, structs, PART_BYTES, clocksOf(doc))) {
    apply(doc, part, LOAD_ORIGIN)
    if (breaks.isDue()) await breaks.take()
  }
}

async function finish<Result>(steps: Generator<undefined, Result>, breaks: Breaks): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (breaks.isDue()) await breaks.take()
  }
}

const clocksOf = ({ store }: Doc): ReadonlyMap<number, number> =>
  new Map(Array.from(store.clients.keys(), (client) => [client, getState(store, client)]))
