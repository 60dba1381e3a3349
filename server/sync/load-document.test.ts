import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { docWith, labelsOf } from '../testing/elements.ts'
import { loadDocument } from './load-document.ts'

const MIB = 1024 * 1024

/** A board of some size, with a part deleted, as a snapshot and some updates after it. */
function stored(mib: number): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const doc = docWith(...Array.from({ length: mib * 1024 }, (_, at) => `${at} ${'x'.repeat(1_024)}`))
  const elements = doc.getArray('elements')
  elements.delete(100, 50)
  const updates = [Y.encodeStateAsUpdate(doc)]
  doc.on('update', (update: Uint8Array) => updates.push(update))
  elements.delete(7, 1)
  elements.insert(elements.length, docWith('last').getArray('elements').toJSON())
  return { doc, updates }
}

it('[ROOM23] while a big board is loaded, others are seen to; it is the same board', async () => {
  const { doc, updates } = stored(16)
  expect(updates[0]?.length).toBeGreaterThan(16 * MIB)
  let turns = 0
  const loading = { isDone: false }
  const others = (): void => {
    if (loading.isDone) return
    turns++
    setImmediate(others)
  }
  setImmediate(others)
  const loaded = await loadDocument(updates)
  loading.isDone = true
  expect(turns).toBeGreaterThan(3)
  expect(labelsOf(loaded)).toEqual(labelsOf(doc))
  expect(Buffer.compare(Y.encodeStateAsUpdate(loaded), Y.encodeStateAsUpdate(doc))).toBe(0)
})

it('[ROOM23] what is no update is said, whatever its size', async () => {
  const { updates } = stored(1)
  for (const bytes of [Uint8Array.of(200, 1), updates[0]?.subarray(0, -1_000) ?? Uint8Array.of()])
    await expect(loadDocument([bytes])).rejects.toThrow()
})
