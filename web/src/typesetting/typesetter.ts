import type { Placed } from '#board/elements/element-kind.ts'

/** What makes something to be drawn out of words, with code that is too large for everybody: see `Typeset` of a kind. */
export interface Typesetter {
  /**
   * Answers the value of the kind's field, for what its words say now.
   * @throws {CannotSet} when the words say something that can't be set
   */
  set(props: Placed): Promise<Uint8Array>
}

/** What is wrong with the words, for the person who wrote them. */
export class CannotSet extends Error {
  override readonly name = 'CannotSet'
}

/** Fetches a typesetter when it is needed first. */
export type FetchTypesetter = () => Promise<Typesetter>
