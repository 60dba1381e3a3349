import type * as Y from 'yjs'
import { pageAfter } from '../sync/pages.ts'
import type { Clocks } from '../sync/pages.ts'

/** All of a document, or what a copy that has come so far lacks, in updates of about `maxBytes`. */
export function* pagesOf(doc: Y.Doc, maxBytes: number, from: Clocks = new Map()): Generator<Uint8Array> {
  for (let next: Clocks | undefined = from; next !== undefined;) {
    const page = pageAfter(doc, next, maxBytes)
    yield* page.updates
    next = page.next
  }
}
