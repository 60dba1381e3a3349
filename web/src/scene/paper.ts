import { DEFAULT_BACKGROUND, type BoardMeta } from '#board/document/meta.ts'
import { CANVAS_COLOR, resolveColor, type Theme } from '#board/render/theme.ts'
import { paintGrid } from './grid.ts'
import type { View } from './tile-grid.ts'

/** What lies under everything that is drawn. What is undefined is as the board and the theme have it. */
export interface Paper {
  /** `#rrggbb` or `transparent`. */
  readonly background?: string | undefined
  readonly grid?: boolean | undefined
}

/** Hot path: once per frame. In device pixels; resets the context's transform. */
export function paintPaper(
  ctx: CanvasRenderingContext2D,
  view: View,
  theme: Theme,
  { background = CANVAS_COLOR[theme], grid = false }: Paper,
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.globalAlpha = 1
  if (background === 'transparent') ctx.clearRect(0, 0, view.width, view.height)
  else {
    ctx.fillStyle = background
    ctx.fillRect(0, 0, view.width, view.height)
  }
  if (grid) paintGrid(ctx, view, theme)
}

type Settings = Pick<BoardMeta, 'background' | 'grid'>

/** What a board has set, but for what somebody wants otherwise. */
export function paperOf(meta: Settings, theme: Theme, { background, grid = meta.grid }: Paper = {}): Paper {
  const own = meta.background === DEFAULT_BACKGROUND ? undefined : resolveColor(meta.background, theme)
  return { background: background ?? own, grid }
}
