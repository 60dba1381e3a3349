import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { boxOf, EMPTY_BOX } from '../geometry/box.ts'
import { createExtent } from './extent.ts'
import { readStructs, skipAny } from './update-structs.ts'

const coordinate = fc.oneof(fc.integer({ min: -5_000, max: 5_000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
const element = fc.record({
  kind: fc.constantFrom('stroke', 'note', 'of a later version'),
  x: coordinate,
  y: coordinate,
  text: fc.string({ maxLength: 200 }),
  page: fc.constantFrom(null, null, null, 'page-two-0000001'),
})

function finish<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

it('[LOAD11] is around the places at which the elements of the first page were born, and read from the bytes alone', () => {
  fc.assert(
    fc.property(
      fc.array(element, { maxLength: 30 }),
      fc.array(fc.jsonValue(), { maxLength: 5 }),
      (elements, others) => {
        const doc = new Y.Doc()
        const records = doc.getArray('elements')
        for (const { x, y, page, ...fields } of elements) {
          const record = { ...fields, points: new Uint8Array(20), matrix: [1, 0, 0, 1, x, y] }
          records.push([page === null ? record : { ...record, page }])
        }
        records.push(others)
        const update = Y.encodeStateAsUpdate(doc)
        const extent = createExtent()
        const read = finish(readStructs(update, { markBytes: 64, pass: extent.pass }))
        const here = elements.filter(({ page }) => page === null)
        expect(extent.box).toEqual(boxOf(...here))
        expect(read).toEqual(finish(readStructs(update, { markBytes: 64, pass: skipAny })))
      },
    ),
  )
})

it('[LOAD11] knows of nothing where nothing is a place', () => {
  const doc = new Y.Doc()
  const matrices = [[1, 0, 0, 1, NaN, 0], [1, 0, 0, 1, 1e300, 0], [1, 0, 0, 1], 'a matrix', null]
  doc.getArray('elements').push(matrices.map((matrix) => ({ matrix, kind: 'stroke' })))
  const extent = createExtent()
  finish(readStructs(Y.encodeStateAsUpdate(doc), { markBytes: 64, pass: extent.pass }))
  expect(extent.box).toEqual(EMPTY_BOX)
})
