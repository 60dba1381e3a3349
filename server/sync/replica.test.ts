import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { splitUpdate } from '#board/document/split-update.ts'
import { chain, history, isPending, steps } from '../testing/history.ts'
import { createUpdateDecoder, isKnown, isReady } from './validate.ts'

const decodeUpdate = createUpdateDecoder()

it('[WIRE12] readiness is decided as Yjs would: ready updates leave nothing pending, others would', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }), (steps, deliveries) => {
      const { updates } = history(steps)
      const server = new Y.Doc()
      for (const [first, second] of updates.length > 0 ? deliveries : []) {
        const update = Y.mergeUpdates([updates[first % updates.length]!, updates[second % updates.length]!])
        const probe = new Y.Doc()
        Y.applyUpdate(probe, Y.encodeStateAsUpdate(server))
        Y.applyUpdate(probe, update)
        const ready = isReady(server, decodeUpdate(update))
        expect(ready).toBe(!isPending(probe))
        if (ready) Y.applyUpdate(server, update)
      }
    }),
    { numRuns: 300 },
  )
})

it('[WIRE12] an update is known exactly when applying it would change nothing', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.nat(), (steps, count, at) => {
      const { updates } = history(steps)
      if (updates.length === 0) return
      const server = new Y.Doc()
      for (const update of updates.slice(0, count % updates.length)) {
        if (isReady(server, decodeUpdate(update))) Y.applyUpdate(server, update)
      }
      const update = updates[at % updates.length]!
      const decoded = decodeUpdate(update)
      if (!isReady(server, decoded)) return
      const known = isKnown(server, decoded)
      let hasChanged = false
      server.on('update', () => {
        hasChanged = true
      })
      Y.applyUpdate(server, update)
      expect(known).toBe(!hasChanged)
    }),
    { numRuns: 300 },
  )
})

it('[WIRE8] the parts of an update, one after the other, leave nothing pending and make the same document', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 10, max: 400 }), (steps, maxBytes) => {
      const { docs } = history(steps)
      const whole = new Y.Doc()
      for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
      const copy = new Y.Doc()
      for (const part of splitUpdate(Y.encodeStateAsUpdate(whole), maxBytes)) {
        Y.applyUpdate(copy, part)
        expect(isPending(copy)).toBe(false)
      }
      expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(whole))).toBe(true)
      expect(copy.getArray('elements').toJSON()).toEqual(whole.getArray('elements').toJSON())
      expect(copy.getMap('edits').toJSON()).toEqual(whole.getMap('edits').toJSON())
    }),
    { numRuns: 200 },
  )
})

it('[WIRE8] no part is much larger than asked for, even of one long run', () => {
  const doc = new Y.Doc()
  doc.getArray('elements').push(Array.from({ length: 1_000 }, (_, at) => ({ at, points: new Uint8Array(100) })))
  const parts = splitUpdate(Y.encodeStateAsUpdate(doc), 4_096)
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(4_096 + 64)
})

it('[WIRE12] an update whose writers lean on each other in a long chain costs no more than its length', () => {
  // What grows with the square of the length would take minutes here.
  const update = chain(100_000)
  expect(isReady(new Y.Doc(), decodeUpdate(update))).toBe(true)
})
