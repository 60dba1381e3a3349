import { boxOfCoordinates, intersects, type Box } from '../geometry/box.ts'
import type { Belonging } from './belonging.ts'
import type { ElementKind, Placed } from './element-kind.ts'
import { kindOf } from './index.ts'

/** Where an element is seen: the closed polygon, flat, scene units, of what it is in. */
export type Window = ArrayLike<number>

/** What has to be known of an element to tell where it is seen. */
export interface Framed {
  readonly kind: string
  readonly belonging: Belonging
}

/** Is it of a kind that others are in? */
export const isHolder = (kind: string): boolean => kindOf(kind).holds !== undefined

/** The id of what an element is in, if that is there and holds others; what holds others is in nothing itself. */
export function holderOf({ kind, belonging }: Framed, kindAt: (id: string) => string | undefined): string | undefined {
  if (belonging.frame === null || isHolder(kind)) return undefined
  const holder = kindAt(belonging.frame)
  return holder !== undefined && isHolder(holder) ? belonging.frame : undefined
}

/**
 * The window through which an element with `bounds` is seen; undefined: all of it is. What lies wholly beside what it is in
 * is seen, too: nothing may be out of everybody's reach because two people moved both at once.
 */
export function windowOf(
  holder: { readonly kind: string; readonly props: Placed } | undefined,
  bounds: Box,
): Window | undefined {
  const kind: ElementKind | undefined = holder && kindOf(holder.kind)
  const polygon = holder && kind?.holds?.(holder.props)
  return polygon && intersects(boxOfCoordinates(polygon), bounds) ? polygon : undefined
}
