import { setImmediate as turn } from 'node:timers/promises'
import * as Y from 'yjs'
import { partsOf } from '#board/document/split-update.ts'
import { SERVER_LIMITS } from '../limits.ts'

/**
 * A document as storage keeps it. A big one takes a second or more: it is taken in in parts, and between them the event loop turns,
 * so that nobody on another board waits for it.
 * @param updates V1 updates, oldest first
 * @throws when one of them can't be read; whether the document is whole isn't looked at
 */
export async function loadDocument(updates: readonly Uint8Array[]): Promise<Y.Doc> {
  const doc = new Y.Doc()
  let sinceMs = performance.now()
  for (const part of inParts(updates)) {
    if (part !== undefined) Y.applyUpdate(doc, part)
    if (performance.now() - sinceMs < SERVER_LIMITS.loadSliceMs) continue
    await turn()
    sinceMs = performance.now()
  }
  return doc
}

/** What is to be applied one after the other; `undefined` is a breath. */
function* inParts(updates: readonly Uint8Array[]): Generator<Uint8Array | undefined, void> {
  for (const update of updates) {
    if (update.length <= SERVER_LIMITS.stateChunkBytes) yield update
    else yield* partsOrWhole(update)
  }
}

/** What can be read is for Yjs to say: what is in parts already may come again. */
function* partsOrWhole(update: Uint8Array): Generator<Uint8Array | undefined, void> {
  try {
    yield* partsOf(update, SERVER_LIMITS.stateChunkBytes)
  } catch {
    yield update
  }
}
