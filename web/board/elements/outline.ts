import type { Path } from '../geometry/path.ts'
import { roughen } from '../geometry/rough.ts'
import type { PathItem, Pen } from '../render/display-item.ts'
import type { Dash, Look } from './fields.ts'

/** How shapes and lines are drawn. Widths in scene units. */
export interface OutlineStyle {
  readonly color: string
  readonly width: number
  readonly dash: Dash
  readonly look: Look
  readonly seed: number
  readonly opacity: number
}

/** Dashes and gaps, in widths of the line; a dash of no length is a dot, for its ends are round. */
const DASHES: Readonly<Record<Exclude<Dash, 'solid'>, readonly [number, number]>> = {
  dashed: [3, 3],
  dotted: [0, 2.2],
}

function penOf({ color, width, dash }: Pick<OutlineStyle, 'color' | 'width' | 'dash'>): Pen {
  if (dash === 'solid') return { color, width }
  return { color, width, dash: DASHES[dash].map((length) => length * width) }
}

/** How far a rough line strays, in scene units: more for a thick one, but never so far that something small is lost. */
export const strayOf = ({ look, width }: OutlineStyle, side: number): number =>
  look === 'rough' ? Math.min(0.9 + width * 0.28, side * 0.06) : 0

/** A path as its style draws it; it strays by no more than `stray`. */
export function outlineItem(path: Path, style: OutlineStyle, stray: number): PathItem {
  const drawn = stray > 0 ? roughen(path, style.seed, stray) : path
  return { type: 'path', path: drawn, stroke: penOf(style), opacity: style.opacity }
}
