import type { Origin } from './origin.ts'

/** What observers of a board are told, once per transaction. Ids only: read the elements from the document. */
export interface Change {
  readonly added: ReadonlySet<string>
  readonly updated: ReadonlySet<string>
  readonly removed: ReadonlySet<string>
  readonly origin: Origin
}
