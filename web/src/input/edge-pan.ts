import type { Vector } from '#board/geometry/vector.ts'
import { pan } from '../editor/camera.ts'
import type { Editor, Viewport } from '../editor/editor.ts'
import type { Pointer } from './pointer.ts'

/** How near to an edge of the view a pointer pushes it, CSS pixels: fingers don't get past the edge of a screen. */
const ZONE = { mouse: 16, pen: 16, touch: 32 } as const
/** How fast the view goes at most: this share of its shorter side a second, but no faster than so many CSS pixels. */
const SHARE = 1.5
const FASTEST = 900
/** Milliseconds for which the pointer stays there first: who only passes means something else. */
const PATIENCE = 250
/** Milliseconds: a frame that took longer doesn't make the view jump. */
const LONGEST_FRAME = 50
/** Who wants things to move less sees the view go by steps of this share of its shorter side. */
const STEP = 0.25

/** Which way a pointer pushes the view, and how hard: -1 to 1 along each axis. */
export function pushAt({ viewX, viewY, type }: Pick<Pointer, 'viewX' | 'viewY' | 'type'>, view: Viewport): Vector {
  const along = (at: number, length: number): number => {
    const zone = Math.min(ZONE[type], length / 4)
    const [before, after] = [(zone - at) / zone, (at - length + zone) / zone]
    return Math.min(1, Math.max(0, after)) - Math.min(1, Math.max(0, before))
  }
  return { x: along(viewX, view.width), y: along(viewY, view.height) }
}

const isNone = ({ x, y }: Vector): boolean => x === 0 && y === 0

/** Moves the view on while something is dragged to its edge. */
export interface EdgePan {
  /** A gesture begins. */
  begin(at: Pointer): void
  /** Hot path, once per frame in which the pointer has moved. */
  moved(at: Pointer): void
  end(): void
}

type PannedEditor = Pick<Editor, 'camera' | 'viewport' | 'toolbox' | 'frames'>

/** `tell` hands on what the pointer has done since the last frame, `again` where it is now that the view has moved on below it. */
export function createEdgePan(
  { camera, viewport, toolbox, frames }: PannedEditor,
  tell: () => void,
  again: () => void,
): EdgePan {
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  let at: Pointer | null = null
  // What is begun at the edge isn't pulled away from there.
  let hasBeenInside = false
  let since: number | null = null
  let before = 0
  let owed: Vector = { x: 0, y: 0 }

  function rest(): void {
    since = null
    owed = { x: 0, y: 0 }
    frames.cancel(push)
  }

  function push(now: number): void {
    tell()
    const by = at && toolbox.pansAtEdge ? pushAt(at, viewport.peek()) : { x: 0, y: 0 }
    if (isNone(by)) return rest()
    since ??= now
    if (now - since >= PATIENCE) go(by, Math.min(LONGEST_FRAME, now - before))
    before = now
    frames.request('input', push)
  }

  function go(by: Vector, elapsed: number): void {
    const { width, height } = viewport.peek()
    const side = Math.min(width, height)
    const way = (Math.min(FASTEST, side * SHARE) * elapsed) / 1000
    owed = { x: owed.x + by.x * way, y: owed.y + by.y * way }
    if (still.matches && Math.hypot(owed.x, owed.y) < side * STEP) return
    const { x, y } = owed
    owed = { x: 0, y: 0 }
    camera.value = pan(camera.peek(), -x, -y)
    again()
  }

  return {
    begin(from) {
      hasBeenInside = isNone(pushAt(from, viewport.peek()))
    },
    moved(to) {
      at = to
      const by = pushAt(to, viewport.peek())
      if (isNone(by)) hasBeenInside = true
      if (isNone(by) || !hasBeenInside) return rest()
      frames.request('input', push)
    },
    end() {
      at = null
      rest()
    },
  }
}
