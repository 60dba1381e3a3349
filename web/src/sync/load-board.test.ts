import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { Box } from '#board/geometry/box.ts'
import { loadBoard } from './load-board.ts'
import { whatToLoad } from './what-to-load.ts'
import type { Offline } from './offline.ts'

/** This browser's copy as an earlier visit left it. */
const copyOf = (stored: readonly Uint8Array[]): Offline => ({
  stored,
  owed: 0,
  unwritten: signal(0),
  failure: signal(null),
  append: () => {},
  confirm: () => {},
  aside: null,
  setAside: async () => {},
  settleAside: async () => {},
  clear: async () => {},
  written: async () => {},
  dispose: async () => {},
})

function drawn(): Uint8Array {
  const doc = new Doc()
  doc.getArray('elements').push([{ id: 'stroke-one-1' }])
  return encodeStateAsUpdate(doc)
}

test('[LOAD1] a board that is gone from the server opens from this browser’s copy', async () => {
  const doc = new Doc()
  const copy = copyOf([drawn()])
  expect(whatToLoad(copy, { found: 'nothing' })).toEqual({ outcome: 'ready' })
  await loadBoard(doc, copy, { found: 'nothing' })
  expect(doc.getArray('elements').length).toBe(1)
})

test('[LOAD2] a board that is neither there nor here is missing', () => {
  expect(whatToLoad(copyOf([]), { found: 'nothing' })).toEqual({ outcome: 'missing' })
})

test('[LOAD3] a big board comes in parts, between which the page does other things', async () => {
  const drawer = new Doc()
  drawer
    .getArray('elements')
    .push(Array.from({ length: 20_000 }, (_, i) => ({ id: `stroke-${i}`, points: new Uint8Array(80) })))
  const doc = new Doc()
  let parts = 0
  const turns = { count: 0 }
  const timer = setInterval(() => turns.count++)
  doc.on('afterTransaction', () => parts++)
  await loadBoard(doc, copyOf([]), { found: 'state', bytes: encodeStateAsUpdate(drawer) })
  clearInterval(timer)
  expect(doc.getArray('elements').length).toBe(20_000)
  expect(parts).toBeGreaterThan(10)
  expect(turns.count).toBeGreaterThan(0)
})

test('[LOAD11] of a big board it is told where its elements will be, before any is there; of a small one nothing', async () => {
  const bytesOf = (count: number): Uint8Array => {
    const drawer = new Doc()
    const record = (i: number) => ({ id: `stroke-${i}`, points: new Uint8Array(80), matrix: [1, 0, 0, 1, i, 7 - i] })
    drawer.getArray('elements').push(Array.from({ length: count }, (_, i) => record(i)))
    return encodeStateAsUpdate(drawer)
  }
  const told: unknown[] = []
  for (const count of [100, 20_000]) {
    const doc = new Doc()
    const expecting = (extent: Box) => told.push([extent, doc.getArray('elements').length])
    await loadBoard(doc, copyOf([]), { found: 'state', bytes: bytesOf(count) }, expecting)
  }
  expect(told).toEqual([[{ minX: 0, minY: -19_992, maxX: 19_999, maxY: 7 }, 0]])
})

test('[LOAD4] what this browser has already is not read again, and what is new is kept here', async () => {
  const old = drawn()
  const newer = new Doc()
  applyUpdate(newer, old)
  newer.getArray('elements').push([{ id: 'stroke-two-2' }])
  const kept: Uint8Array[] = []
  const doc = new Doc()
  await loadBoard(
    doc,
    { ...copyOf([old]), append: (update) => kept.push(update) },
    { found: 'state', bytes: encodeStateAsUpdate(newer) },
  )
  const again = new Doc()
  for (const update of [old, ...kept]) applyUpdate(again, update)
  expect(again.getArray('elements').length).toBe(2)
  expect(kept.length).toBe(1)
  expect(kept[0]?.length).toBeLessThan(encodeStateAsUpdate(newer).length)
})
