import type { Belonging } from '../elements/belonging.ts'
import type { Placed } from '../elements/element-kind.ts'
import type { Matrix } from '../geometry/matrix.ts'

/** The birth record of an element: a plain, immutable value; one item of the shared `Y.Array`. */
export interface ElementRecord {
  readonly id: string
  readonly kind: string
  /** Fractional index; ties are broken by id. */
  readonly z: string
  readonly matrix: Matrix
  readonly [field: string]: unknown
}

/** An element as readers see it: birth record, edits and text combined, every field parsed. */
export interface Element<Props extends Placed = Placed> {
  readonly id: string
  readonly kind: string
  readonly z: string
  readonly props: Props
  readonly belonging: Belonging
}

/** A record without what the document fills in: `id` (made if missing) and `z` (on top if missing); `text` starts its `Y.Text`, `texts` those of its parts. */
export type NewElement = {
  readonly kind: string
  readonly id?: string
  readonly z?: string
  readonly text?: string
  readonly texts?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}
