import type { BoardReader } from '#board/document/board-reader.ts'
import { FREE } from '#board/elements/belonging.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Window } from '#board/elements/window.ts'
import { boxOf, expand } from '#board/geometry/box.ts'
import { insidePolygon, touchesPolyline, type Segment } from '#board/geometry/segment.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Appearance } from './appearance.ts'
import type { Places } from './places.ts'
import type { Scene } from './scene.ts'

/** What a pointer hits: as it is shown, where it is seen. */
export function createHits(
  document: BoardReader,
  places: Places,
  appearance: Appearance,
  measure: MeasureText,
): Pick<Scene, 'hitTest' | 'hitSegment'> {
  function hits(id: string, along: Segment, tolerance: number, locked: boolean): boolean {
    const element = (document.belonging(id) ?? FREE).locked === locked ? appearance.get(id) : undefined
    if (!element || !isSeen(appearance.windowOf(id), along, tolerance)) return false
    return kindOf(element.kind).hit(element.props, along, tolerance, measure)
  }
  return {
    hitTest(x, y, tolerance, locked) {
      const point = { x, y }
      const under = places.stackAt(boxOf(point), tolerance)
      return under.findLast((id) => hits(id, { from: point, to: point }, tolerance, locked === 'locked'))
    },
    hitSegment(along, tolerance) {
      const near = places.query(expand(boxOf(along.from, along.to), tolerance))
      return near.filter((id) => hits(id, along, tolerance, false))
    },
  }
}

/** Does a pen that travels along `along` come near what is seen through the window? */
const isSeen = (window: Window | undefined, along: Segment, tolerance: number): boolean =>
  window === undefined ||
  insidePolygon(window, along.from.x, along.from.y) ||
  insidePolygon(window, along.to.x, along.to.y) ||
  touchesPolyline(along, [...Array.from(window), window[0] ?? 0, window[1] ?? 0], 2, tolerance)
