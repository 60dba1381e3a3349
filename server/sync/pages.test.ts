import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { act, chain, history, isPending, steps } from '../testing/history.ts'
import { pagesOf } from '../testing/pages.ts'
import { pageAfter } from './pages.ts'
import type { Clocks } from './pages.ts'

/** Everything that any of them has done, in one document. */
function together(docs: readonly Y.Doc[]): Y.Doc {
  const whole = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
  return whole
}

function expectSame(copy: Y.Doc, whole: Y.Doc): void {
  expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(whole))).toBe(true)
  expect(Buffer.from(Y.encodeStateVector(copy))).toEqual(Buffer.from(Y.encodeStateVector(whole)))
  expect(copy.getArray('elements').toJSON()).toEqual(whole.getArray('elements').toJSON())
  expect(copy.getMap('edits').toJSON()).toEqual(whole.getMap('edits').toJSON())
}

it('[WIRE17] the pages of a document, one after the other, leave nothing pending and make the same document', () => {
  fc.assert(
    fc.property(steps, steps, fc.integer({ min: 10, max: 400 }), (earlier, later, maxBytes) => {
      const { docs } = history(earlier)
      const copy = together(docs)
      for (const step of later) act(docs, step)
      const whole = together(docs)
      for (const update of pagesOf(whole, maxBytes, Y.decodeStateVector(Y.encodeStateVector(copy)))) {
        Y.applyUpdate(copy, update)
        expect(isPending(copy)).toBe(false)
      }
      expectSame(copy, whole)
    }),
    { numRuns: 300 },
  )
})

it('[WIRE17] a document may change between its pages', () => {
  fc.assert(
    fc.property(steps, steps, fc.integer({ min: 10, max: 400 }), (earlier, later, maxBytes) => {
      const { docs } = history(earlier)
      const whole = together(docs)
      const copy = new Y.Doc()
      const left = [...later]
      for (let next: Clocks | undefined = new Map(); next !== undefined;) {
        const page = pageAfter(whole, next, maxBytes)
        for (const update of page.updates) {
          Y.applyUpdate(copy, update)
          expect(isPending(copy)).toBe(false)
        }
        next = page.next
        for (const step of next === undefined ? [] : left.splice(0, 2)) {
          act(docs, step)
          for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
        }
      }
      expectSame(copy, whole)
    }),
    { numRuns: 300 },
  )
})

it('[WIRE17] no update of a page is larger than asked for, unless it is a single part', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 40, max: 400 }), (steps, maxBytes) => {
      for (const update of pagesOf(together(history(steps).docs), maxBytes)) {
        const { structs, ds } = Y.decodeUpdate(update)
        const isSingle = structs.length === 1 && structs[0]?.length === 1 && ds.clients.size === 0
        if (!isSingle && !(structs.length === 1 && !isSeries(structs[0])))
          expect(update.length).toBeLessThanOrEqual(maxBytes)
      }
    }),
    { numRuns: 300 },
  )
})

const isSeries = (struct: unknown): boolean => struct instanceof Y.Item && struct.content instanceof Y.ContentAny

it('[WIRE17] one long run is cut anywhere, and a small document is one update', () => {
  const doc = new Y.Doc()
  doc.getArray('elements').push(Array.from({ length: 1_000 }, (_, at) => ({ at, points: new Uint8Array(100) })))
  const pages = [...pagesOf(doc, 4_096)]
  expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(4_096)
  expect(pages.length).toBeLessThan(40)
  expect([...pagesOf(doc, 1024 * 1024)]).toHaveLength(1)
})

it('[WIRE17] many deletions travel in parts, too', () => {
  const doc = new Y.Doc()
  const elements = doc.getArray('elements')
  elements.push(Array.from({ length: 2_000 }, (_, at) => at))
  for (let at = 0; at < 1_000; at++) elements.delete(at)
  const pages = [...pagesOf(doc, 512)]
  expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(512)
  const copy = new Y.Doc()
  for (const page of pages) Y.applyUpdate(copy, page)
  expectSame(copy, doc)
})

it('[WIRE17] writers that lean on each other in a long chain leave nothing pending either', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, chain(10_000))
  const copy = new Y.Doc()
  const pages = [...pagesOf(doc, 64 * 1024)]
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) {
    Y.applyUpdate(copy, page)
    expect(isPending(copy)).toBe(false)
  }
  expectSame(copy, doc)
})
