import type { FontFamily } from '#board/render/fonts.ts'

/** How the next element will look. Values are the document's own: palette names or `#rrggbb`, scene units. */
export interface Style {
  readonly color: string
  /** Pen and outline width. */
  readonly width: number
  readonly opacity: number
  /** `none`, or a colour for the inside of shapes. */
  readonly fill: string
  readonly font: FontFamily
  /** Font size. */
  readonly size: number
}
