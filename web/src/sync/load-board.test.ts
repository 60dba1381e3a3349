import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { loadBoard } from './load-board.ts'
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
  dispose: async () => {},
})

function drawn(): Uint8Array {
  const doc = new Doc()
  doc.getArray('elements').push([{ id: 'stroke-one-1' }])
  return encodeStateAsUpdate(doc)
}

test('[LOAD1] a board that is gone from the server opens from this browser’s copy', () => {
  const doc = new Doc()
  expect(loadBoard(doc, copyOf([drawn()]), { found: 'nothing' })).toEqual({ outcome: 'ready' })
  expect(doc.getArray('elements').length).toBe(1)
})

test('[LOAD2] a board that is neither there nor here is missing', () => {
  expect(loadBoard(new Doc(), copyOf([]), { found: 'nothing' })).toEqual({ outcome: 'missing' })
})
