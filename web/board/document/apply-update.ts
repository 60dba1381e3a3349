import * as Y from 'yjs'
import type { ValueReader } from './values.ts'

/**
 * Applies a V1 update as `Y.applyUpdate` does, and reads its records several times as fast. `reader` may be used for many updates of
 * one board: it remembers the words that they share.
 */
export function applyUpdateFast(doc: Y.Doc, update: Uint8Array, origin: unknown, reader: ValueReader): void {
  class RecordDecoder extends Y.UpdateDecoderV1 {
    override readAny(): unknown {
      return reader.read(this.restDecoder)
    }
  }
  Y.applyUpdateV2(doc, update, origin, RecordDecoder)
}
