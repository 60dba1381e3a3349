import { TILE, widened, type View } from './tile-grid.ts'

/** Where a view is going, and whether a zoom has come to rest. */
export interface ViewMotion {
  /** Once per frame. `now`: milliseconds. Answers whether the view is where it was. */
  follow(view: View, now: number): boolean
  /** Is it time to paint at the view's own scale? `scale`: the one painted at so far. */
  wantsLevel(view: View, scale: number, now: number): boolean
  /** The view and what will soon be in it. */
  ahead(view: View): View
}

/** After so long without a change of the zoom, the view is painted at its new scale. */
const ZOOM_RESTS_MS = 60
/** A level may be shown enlarged or reduced by so much while one zooms. */
const MOST_STRETCH = 3
/** Frames that are looked ahead while one pans. */
const FRAMES_AHEAD = 14
/** Pixels painted around the view whether or not it moves. */
const RIM = TILE / 2
/** Pixels a frame; nobody reads at more. */
const FASTEST = 120

export function createViewMotion(): ViewMotion {
  let shown: View | null = null
  let zoom = { scale: 0, since: -Infinity }
  /** Smoothed, pixels a frame. */
  let speed = { x: 0, y: 0 }
  return {
    follow(view, now) {
      if (view.scale !== zoom.scale) zoom = { scale: view.scale, since: zoom.scale === 0 ? -Infinity : now }
      const isPan = shown !== null && shown.scale === view.scale
      const [dx, dy] = isPan && shown ? [view.left - shown.left, view.top - shown.top] : [0, 0]
      speed = { x: smooth(speed.x, dx), y: smooth(speed.y, dy) }
      shown = view
      return isPan && dx === 0 && dy === 0
    },
    wantsLevel(view, scale, now) {
      const stretch = view.scale / scale
      const rests = now - zoom.since >= ZOOM_RESTS_MS
      return rests || stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH
    },
    ahead(view) {
      const [x, y] = [Math.round(speed.x * FRAMES_AHEAD), Math.round(speed.y * FRAMES_AHEAD)]
      return widened(view, RIM + Math.max(0, -x), RIM + Math.max(0, -y), RIM + Math.max(0, x), RIM + Math.max(0, y))
    },
  }
}

function smooth(before: number, now: number): number {
  const next = 0.7 * before + 0.3 * Math.max(-FASTEST, Math.min(FASTEST, now))
  return Math.abs(next) < 0.5 ? 0 : next
}
