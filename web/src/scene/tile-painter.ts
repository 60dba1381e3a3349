import type { Theme } from '#board/render/theme.ts'
import type { TileOrder } from './paint-part.ts'
import type { SceneChange } from './scene.ts'

/** A part of a tile, painted. */
export interface PaintedPart {
  readonly order: TileOrder
  readonly theme: Theme
  /** The change up to which it shows everything. */
  readonly version: number
  /** Null: nothing is there, or nothing to be laid over it. Whoever is given it owns it. */
  readonly picture: ImageBitmap | OffscreenCanvas | null
}

/** Elements that are not painted as they are. */
export interface Aside {
  /** Left out. */
  readonly lifted: ReadonlySet<string>
  readonly faded: ReadonlySet<string>
}

export const NOTHING_ASIDE: Aside = { lifted: new Set(), faded: new Set() }

/**
 * Paints parts of tiles, on this thread or on another. It takes in what it is told in the order in which it is told. Changes are
 * counted by `version`, so that whoever gets a part knows which changes it lacks.
 */
export interface TilePainter {
  follow(change: SceneChange, version: number): void
  /** From now on elements are left out or faded as this says. */
  set(aside: Aside, version: number): void
  /** All that is wanted, most wanted first: replaces what was wanted before. */
  order(orders: readonly TileOrder[], theme: Theme): void
  /** A frame's share of this thread, for painters that work on it; answers whether they need another. */
  work(isLate: () => boolean): boolean
  dispose(): void
}

/** What a painter is given. `fail`: it can't go on, and has to be replaced. */
export interface PainterParts {
  readonly deliver: (part: PaintedPart) => void
  readonly fail: (reason: string) => void
}

export type CreatePainter = (parts: PainterParts) => TilePainter
