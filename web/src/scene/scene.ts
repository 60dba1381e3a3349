import type { Element } from '#board/document/board-document.ts'
import type { Box } from '#board/geometry/box.ts'
import type { Segment } from '#board/geometry/segment.ts'
import type { DisplayItem } from '#board/render/display-item.ts'

/** What a change of the document did to the picture. */
export interface SceneChange {
  /** Everything that must be repainted, in scene units. */
  readonly dirty: readonly Box[]
  /** Elements that are new and on top of all others, in order: painting them over what is there is enough. */
  readonly onTop: readonly string[]
}

/** Local, derived index of a document: bounds, order, hits. Never shared, never a source of content. */
export interface Scene {
  get(id: string): Element | undefined
  boundsOf(id: string): Box | undefined
  displayOf(id: string): readonly DisplayItem[]
  /** Ids whose bounds meet the box; unordered. */
  query(box: Box): string[]
  /** Sorts bottom to top, in place, and answers the same array. */
  inOrder(ids: string[]): string[]
  /** Topmost element within `tolerance` scene units of a point. */
  hitTest(x: number, y: number, tolerance: number): string | undefined
  /** All elements that a pen of radius `tolerance` touches; unordered. */
  hitSegment(along: Segment, tolerance: number): string[]
  /** Around everything; undefined when the board is empty. */
  readonly bounds: Box | undefined
  onChange(listener: (change: SceneChange) => void): () => void
  dispose(): void
}
