import type { Span } from '../geometry/cut.ts'
import type { Placed } from './element-kind.ts'
import { kindOf } from './index.ts'

/** What is left of an element, as props of elements of their own. None where it is of a kind that can't be cut. */
export function piecesOf(
  { kind, props }: { readonly kind: string; readonly props: Placed },
  spans: readonly Span[],
): Placed[] {
  const { cuts } = kindOf(kind)
  return cuts ? spans.map((span) => ({ ...props, ...cuts.piece(props, span) })) : []
}
