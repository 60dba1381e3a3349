import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { encode } from '../testing/encode.ts'
import { splitUpdate } from '#board/document/split-update.ts'
import { createUpdateDecoder, isKnown, isReady } from './validate.ts'

const decodeUpdate = createUpdateDecoder()

type Step = readonly [who: number, what: number, at: number, other: number]

const WRITERS = [0, 1, 2]

/** Three people who write, delete, nest and sometimes exchange what they have; every update that any of them made. */
function history(steps: readonly Step[]): { readonly docs: readonly Y.Doc[]; readonly updates: readonly Uint8Array[] } {
  const updates: Uint8Array[] = []
  const docs = WRITERS.map((id) => {
    const doc = new Y.Doc()
    doc.clientID = 1_000 + id
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'exchange') updates.push(update)
    })
    return doc
  })
  for (const step of steps) act(docs, step)
  return { docs, updates }
}

function act(docs: readonly Y.Doc[], [who, what, at, other]: Step): void {
  const doc = docs[who % docs.length] as Y.Doc
  const elements = doc.getArray<unknown>('elements')
  const edits = doc.getMap<unknown>('edits')
  if (what === 0) elements.insert(at % (elements.length + 1), [{ at, points: new Uint8Array(at % 50) }, at])
  else if (what === 1 && elements.length > 0) elements.delete(at % elements.length)
  else if (what === 2) edits.set(`key-${at % 5}`, at)
  else if (what === 3) edits.delete(`key-${at % 5}`)
  else if (what === 4) edits.set(`text-${at % 3}`, new Y.Text(`text ${at}`))
  else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[other % docs.length] as Y.Doc), 'exchange')
}

const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(5), fc.nat(1_000), fc.nat(2)), { maxLength: 40 })
const pending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null

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
        expect(ready).toBe(!pending(probe))
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
        expect(pending(copy)).toBe(false)
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

/** As many writers as that, each with one letter that leans on the next writer's: the update tells the first first. */
function chain(writers: number): Uint8Array {
  const [CONTENT_STRING, HAS_ORIGIN, ROOT] = [4, 128, 1]
  const groups = Array.from({ length: writers }, (_, at) => {
    const isLast = at === writers - 1
    const place = isLast ? encode(ROOT, 'elements') : encode(at + 2, 0)
    return [encode(1, at + 1, 0), Uint8Array.of(CONTENT_STRING | (isLast ? 0 : HAS_ORIGIN)), place, encode('a')]
  })
  return Buffer.concat([encode(writers), ...groups.flat(), encode(0)])
}

it('[WIRE12] an update whose writers lean on each other in a long chain costs no more than its length', () => {
  // What grows with the square of the length would take minutes here.
  const update = chain(100_000)
  expect(isReady(new Y.Doc(), decodeUpdate(update))).toBe(true)
  const parts = splitUpdate(update, 64 * 1024)
  expect(parts.length).toBeGreaterThan(10)
  const first = new Y.Doc()
  Y.applyUpdate(first, parts[0]!)
  expect(pending(first)).toBe(false)
})
