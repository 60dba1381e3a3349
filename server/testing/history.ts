import fc from 'fast-check'
import * as Y from 'yjs'
import { encode } from './encode.ts'

export type Step = readonly [who: number, what: number, at: number, other: number]

const WRITERS = [0, 1, 2]

/** Three people who write, delete, nest and sometimes exchange what they have; every update that any of them made. */
export function history(steps: readonly Step[]): {
  readonly docs: readonly Y.Doc[]
  readonly updates: readonly Uint8Array[]
} {
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

export function act(docs: readonly Y.Doc[], [who, what, at, other]: Step): void {
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

export const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(5), fc.nat(1_000), fc.nat(2)), { maxLength: 40 })
export const isPending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null

/** As many writers as that, each with one letter that leans on the next writer's: the update tells the first first. */
export function chain(writers: number): Uint8Array {
  const [CONTENT_STRING, HAS_ORIGIN, ROOT] = [4, 128, 1]
  const groups = Array.from({ length: writers }, (_, at) => {
    const isLast = at === writers - 1
    const place = isLast ? encode(ROOT, 'elements') : encode(at + 2, 0)
    return [encode(1, at + 1, 0), Uint8Array.of(CONTENT_STRING | (isLast ? 0 : HAS_ORIGIN)), place, encode('a')]
  })
  return Buffer.concat([encode(writers), ...groups.flat(), encode(0)])
}
