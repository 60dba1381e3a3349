import type { Box } from '#board/geometry/box.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Theme } from '#board/render/theme.ts'
import type { FontFaceSource } from './page-fonts.ts'
import type { TileOrder } from './paint-part.ts'
import type { Aside } from './tile-painter.ts'

/** An element with words: it is laid out where fonts are measured, and painted elsewhere. */
export interface LetteredElement {
  readonly id: string
  readonly z: string
  readonly box: Box
  readonly items: readonly DisplayItem[]
}

/** What a page tells the worker that paints its tiles. */
export type ToTileWorker =
  | {
      readonly type: 'change'
      readonly version: number
      /** See `element-codec.ts`. */
      readonly packed: Uint8Array
      readonly lettered: readonly LetteredElement[]
      readonly gone: readonly string[]
    }
  /** A picture that the worker wants, decoded; or one that may be there now. */
  | { readonly type: 'bitmap'; readonly file: string; readonly side: number; readonly bitmap: ImageBitmap }
  | { readonly type: 'arrival'; readonly file: string }
  | { readonly type: 'aside'; readonly version: number; readonly aside: Aside }
  | { readonly type: 'fonts'; readonly faces: readonly FontFaceSource[] }
  /** `received`: how many parts have come so far. */
  | { readonly type: 'order'; readonly orders: readonly TileOrder[]; readonly theme: Theme; readonly received: number }

/** What the worker tells its page. */
export type FromTileWorker =
  | {
      readonly type: 'part'
      readonly order: TileOrder
      readonly theme: Theme
      readonly version: number
      readonly picture: ImageBitmap | null
    }
  /** It shows a picture that it doesn't have, or not as sharp. */
  | { readonly type: 'want'; readonly file: string; readonly side: number }
  /** Fonts have come that were missing in pictures: paint those with words again. */
  | { readonly type: 'fonts' }
