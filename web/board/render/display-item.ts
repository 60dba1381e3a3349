import type { Matrix } from '../geometry/matrix.ts'
import type { Path } from '../geometry/path.ts'
import type { FontFamily } from './fonts.ts'

/**
 * What an element looks like, as plain data in scene units. The only thing that renderers read:
 * screen tiles, live Fabric objects, SVG and server pictures are all drawn from these, so they agree.
 *
 * Colours are the document's colour values (a palette name or `#rrggbb`); a renderer resolves them with a theme.
 */
export type DisplayItem = PathItem | TextItem

export interface PathItem {
  readonly type: 'path'
  readonly path: Path
  readonly fill?: string
  readonly stroke?: { readonly color: string; readonly width: number }
  /** 0 to 1. */
  readonly opacity: number
}

export interface TextItem {
  readonly type: 'text'
  /** Laid-out lines; `x` and `baseline` are in the local space that `matrix` maps to the scene. */
  readonly lines: readonly { readonly text: string; readonly x: number; readonly baseline: number }[]
  readonly font: FontFamily
  /** Font size in local units. */
  readonly size: number
  readonly color: string
  readonly opacity: number
  readonly matrix: Matrix
}
