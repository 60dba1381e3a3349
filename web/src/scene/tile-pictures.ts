import { boxAround, type Box } from '#board/geometry/box.ts'
import type { Theme } from '#board/render/theme.ts'
import type { Befores } from './befores.ts'
import type { Scene, SceneChange } from './scene.ts'
import { inRange, meetsPart, tilesOver } from './tile-grid.ts'
import { dirtAfter, empty, soil, type Dirt, type Tile, type TileLevels } from './tile-levels.ts'
import { NOTHING_ASIDE, type Aside, type PaintedPart } from './tile-painter.ts'
import { paintOver, replacePart } from './tile-picture.ts'

/** What tiles show, and what they lack: follows what changes, and takes in what is painted. */
export interface TilePictures {
  /** Counts what changes the picture: elements, and which of them are set aside. */
  readonly version: number
  readonly aside: Aside
  readonly theme: Theme
  /** Takes in a change of the scene. Answers what it asks for: nothing, another frame, or the next round of what lies on top. */
  follow(change: SceneChange): 'nothing' | 'frame' | 'round'
  /** Takes in what was painted, which belongs to the tiles from now on. */
  deliver(part: PaintedPart): void
  /** From now on these elements are left out or faded, and no others. Answers whether that is news. */
  setAside(next: Aside): boolean
  /** All that there is goes: it is of another theme. */
  setTheme(theme: Theme): void
  /** Where the board is no more, tiles are not painted again: nothing of what they showed must be seen when it grows back. */
  emptyOutside(): void
}

/** More elements than this that come at once are left to the painter. */
const MOST_AT_ONCE = 24
/** More boxes than this are made one. */
const MOST_BOXES = 200

const NO_TILES: ReadonlySet<Tile> = new Set()

export function createTilePictures(scene: Scene, levels: TileLevels, befores: Befores | undefined): TilePictures {
  let version = 0
  let aside = NOTHING_ASIDE
  let theme: Theme = 'light'
  /** All of the board, when it was last looked at. */
  let bounds: Box | undefined

  /** The tiles that show again what was there before a change, now that this one takes it back. */
  function takenBack({ dirty, onTop, placed }: SceneChange, reverted: number | undefined): ReadonlySet<Tile> {
    const boxes = onTop.length > 0 ? placed.map(({ box }) => box) : dirty
    if (reverted === undefined || boxes.length === 0) return NO_TILES
    const back = new Set<Tile>()
    for (const tile of levels.under(boxAround(boxes))) if (befores?.takeBack(tile, reverted, version)) back.add(tile)
    return back
  }

  /** What is new on top is painted over what there is, at once; tiles that are neither shown nor needed go. */
  function invalidate(dirt: Dirt, spared = NO_TILES): void {
    for (const tile of levels.under(dirt.box)) {
      if (spared.has(tile)) continue
      const wasClean = tile.dirt.length === 0
      if (!soil(tile, dirt)) continue
      if (tile.scale !== levels.sharp && tile.scale !== levels.base) levels.delete(tile)
      else if (dirt.onTop !== null && tile.isPainted) {
        paintOver(tile, scene.displayAt(dirt.onTop, tile.scale), theme, null, scene.images.at(tile.scale))
        if (!wasClean) continue
        tile.dirt = []
        tile.shown = dirt.version
      }
    }
  }

  function invalidateTop(ids: readonly string[], spared: ReadonlySet<Tile>): void {
    for (const id of ids) {
      const box = aside.lifted.has(id) ? undefined : scene.boundsOf(id)
      if (box) invalidate({ version, box, onTop: id, isOver: false }, spared)
    }
  }

  return {
    get version() {
      return version
    },
    get aside() {
      return aside
    },
    get theme() {
      return theme
    },
    follow(change) {
      version++
      if (change.arrival) befores?.forget()
      const { dirty, onTop, placed, own } = change
      const reverted = own?.reverts && befores?.versionOf(own.reverts)
      if (own) befores?.note(own.id, version)
      if (isAmong(change, aside.lifted)) return 'nothing'
      const spared = takenBack(change, reverted)
      for (const box of dirty) invalidate({ version, box, onTop: null, isOver: false }, spared)
      const isFew = onTop.length <= MOST_AT_ONCE
      if (isFew) invalidateTop(onTop, spared)
      else {
        const box = boxAround(placed.map((each) => each.box))
        invalidate({ version, box, onTop: null, isOver: true }, spared)
      }
      return isFew || dirty.length > 0 ? 'frame' : 'round'
    },
    deliver(part) {
      const { scale, place, pixels } = part.order
      const tile = levels.get(scale, place)
      const isNews = tile !== undefined && tile.dirt.length > 0 && part.version >= tile.shown && part.theme === theme
      const before = (isNews && befores?.copy(tile, pixels)) || null
      if (!isNews || !replacePart(tile, part)) {
        if (part.picture instanceof ImageBitmap) part.picture.close()
        return
      }
      tile.dirt = dirtAfter(tile, pixels, part.version)
      befores?.keep(tile, tile.dirt.length === 0 ? before : null)
      for (const { onTop, box } of tile.dirt) {
        const isHidden = onTop === null || aside.lifted.has(onTop) || !meetsPart(box, part.order)
        if (!isHidden) paintOver(tile, scene.displayAt(onTop, scale), theme, pixels, scene.images.at(scale))
      }
    },
    setAside(next) {
      const changed = [...changedIds(aside.lifted, next.lifted), ...changedIds(aside.faded, next.faded)]
      if (changed.length === 0) return false
      aside = next
      version++
      befores?.forget()
      const boxes = changed.flatMap((id) => scene.boundsOf(id) ?? [])
      const few = boxes.length > MOST_BOXES ? [boxAround(boxes)] : boxes
      for (const box of few) invalidate({ version, box, onTop: null, isOver: false })
      return true
    },
    setTheme(next) {
      theme = next
      levels.clear()
      befores?.forget()
    },
    emptyOutside() {
      if (bounds === scene.bounds) return
      bounds = scene.bounds
      for (const tile of levels.all()) {
        const isOutside = !bounds || !inRange(tile.place, tilesOver(bounds, tile.scale, 1))
        if (isOutside && tile.dirt.length > 0) empty(tile, version)
      }
    },
  }
}

/** Does a change concern nothing but these elements? */
function isAmong({ placed, gone }: SceneChange, ids: ReadonlySet<string>): boolean {
  if (placed.length + gone.length > ids.size) return false
  return placed.every(({ element }) => ids.has(element.id)) && gone.every((id) => ids.has(id))
}

function changedIds(before: ReadonlySet<string>, now: ReadonlySet<string>): string[] {
  if (before === now) return []
  return [...[...before].filter((id) => !now.has(id)), ...[...now].filter((id) => !before.has(id))]
}
