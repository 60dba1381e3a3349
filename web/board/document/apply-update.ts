import * as Y from 'yjs'
import { createValueReader } from './values.ts'

/** Applies a V1 update as `Y.applyUpdate` does, and reads its records several times as fast. */
export type ApplyUpdate = (doc: Y.Doc, update: Uint8Array, origin: unknown) => void

/** One for the many updates of one board: it remembers the words that they share, and a decoder that was a class of its own for each would make all of Yjs slower. */
export function createApplyUpdate(): ApplyUpdate {
  const reader = createValueReader()
  class RecordDecoder extends Y.UpdateDecoderV1 {
    override readAny(): unknown {
      return reader.read(this.restDecoder)
    }
  }
  return (doc, update, origin) => Y.applyUpdateV2(doc, update, origin, RecordDecoder)
}
