import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { readUpdate } from './messages.ts'
import { Person, type Target } from './person.ts'
import { ROOT } from './workload.ts'

/** What is in a document, however Yjs happens to keep it: equal documents have equal hashes. */
export function contentHash(doc: Y.Doc): string {
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)
  const elements = doc.getArray<unknown>(ROOT).toJSON()
  const text = JSON.stringify([vector, elements], (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  )
  return createHash('sha256').update(text).digest('hex')
}

/** The board as an empty client gets it now, in a document that goes away with it. */
export async function fetchBoard(target: Target): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const person = await Person.join(target, (bytes, from, to) => {
    const update = readUpdate(bytes.subarray(from, to))
    if (update !== undefined) Y.applyUpdate(doc, update)
  })
  person.leave()
  return doc
}

const PATIENCE_MS = 10_000
const AGAIN_MS = 100

/** Whether it comes to that before patience ends. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const endMs = performance.now() + PATIENCE_MS; performance.now() < endMs;) {
    if (await isSo()) return true
    await sleep(AGAIN_MS)
  }
  return false
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
