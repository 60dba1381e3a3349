import type { BoardDocument } from '#board/document/board-document.ts'
import { applyDifference, differenceBetween } from '#board/document/difference.ts'
import { elementsOfPage } from '#board/document/page-elements.ts'
import { kindOf } from '#board/elements/index.ts'
import { EMPTY_BOX, expand, height, intersection, isEmpty, union, width, type Box } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { pictureOf } from '#board/render/picture.ts'
import { sheetColor, type Theme } from '#board/render/theme.ts'
import { backgroundOf, bitmapsOf, type SnapshotSource, type Waiting } from '../export/snapshot.ts'
import type { Images } from '../scene/images.ts'
import { scratchBoard, type History, type LogEntry, type Past } from '../sync/past.ts'
import { animatedWebp, type WebpFrame } from './animated-webp.ts'
import { GrowingInk } from './growing-ink.ts'
import { pacingOf } from './pacing.ts'

/** Of a frame, and of the last one before it begins anew; milliseconds. */
const FRAME_MS = 100
const LAST_MS = 2_000
/** What would be longer is played faster. */
const MOST_FRAMES = 600
/** Pixels; and how many at most for a scene unit. */
const LONGEST_SIDE = 960
const MOST_SCALE = 2
const MARGIN = 24
const QUALITY = 0.85

export interface AnimationLook {
  readonly theme: Theme
  readonly measure: MeasureText
  readonly images: Images
  /** Times as fast as it was. */
  readonly speed: number
}

/**
 * How a board was drawn, from its first moment that is kept to now, as an animated WebP: drawn frame by frame, however long that takes.
 * @throws when the browser writes no WebP, or nobody waits any more
 */
export async function animate(
  past: Pick<Past, 'at' | 'log'>,
  { earliest, newest }: Pick<History, 'earliest' | 'newest'>,
  look: AnimationLook,
  { onProgress, signal }: Waiting = {},
): Promise<Blob> {
  const entries = await past.log(earliest, newest)
  const film = createFilm(await sheetOf(past, earliest, entries, look.measure), look)
  const times = pacingOf(entries.map(({ at }) => at))
  const speed = Math.max(look.speed, (times.at(-1) ?? 0) / (MOST_FRAMES * FRAME_MS))
  const board = await past.at(String(earliest))
  try {
    film.show(board.document)
    await film.shoot()
    for (let next = 0, at = 0; next < entries.length || film.isMoving; at += FRAME_MS) {
      signal?.throwIfAborted()
      film.grow(at)
      while (next < entries.length && (times[next] ?? 0) / speed <= at)
        film.take(board.document, board.apply(entries[next++]!.update), at, speed)
      await film.shoot()
      onProgress?.(next / entries.length)
    }
    signal?.throwIfAborted()
    return film.end()
  } finally {
    board.dispose()
    film.dispose()
  }
}

/** What of the scene was ever drawn on. */
async function sheetOf(
  past: Pick<Past, 'at'>,
  earliest: number,
  entries: readonly LogEntry[],
  measure: MeasureText,
): Promise<Box> {
  const board = await past.at(String(earliest))
  let bounds = pictureOf(elementsOfPage(board.document), measure, { margin: 0 }).bounds
  if (board.document.size === 0) bounds = EMPTY_BOX
  for (const { update } of entries)
    for (const id of board.apply(update)) bounds = union(bounds, boundsOf(board.document, id, measure))
  board.dispose()
  return isEmpty(bounds) ? pictureOf([], measure).bounds : expand(bounds, MARGIN)
}

function boundsOf(board: BoardDocument, id: string, measure: MeasureText): Box {
  const element = board.get(id)
  return element ? kindOf(element.kind).bounds(element.props, measure) : EMPTY_BOX
}

/** Paints a board again and again, only where it has changed, and keeps every picture. */
function createFilm(sheet: Box, { theme, measure, images }: AnimationLook) {
  const shown = scratchBoard()
  const ink = new GrowingInk(shown)
  const scale = Math.min(MOST_SCALE, LONGEST_SIDE / Math.max(width(sheet), height(sheet)))
  const size = { width: Math.ceil(width(sheet) * scale), height: Math.ceil(height(sheet) * scale) }
  const frames: WebpFrame[] = []
  /** What has changed since the last picture. */
  let dirty: Box = sheet
  const soil = (id: string): void => void (dirty = union(dirty, boundsOf(shown, id, measure)))

  const source = (): SnapshotSource => ({
    elements: () => elementsOfPage(shown),
    background: shown.meta.background,
    measure,
    images,
  })

  const shootPart = async (part: Part): Promise<void> => {
    const canvas = new OffscreenCanvas(part.width, part.height)
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('this browser has no 2D canvas')
    const seen = boxOfPart(part, sheet, scale)
    const picture = pictureOf(source().elements(), measure, { viewport: seen })
    const background = backgroundOf(source(), { theme })
    context.fillStyle = sheetColor(background, theme)
    context.fillRect(0, 0, part.width, part.height)
    context.setTransform(scale, 0, 0, scale, -seen.minX * scale, -seen.minY * scale)
    const bitmaps = await bitmapsOf(picture.items, scale, source())
    paintItems(context, picture.items, theme, bitmaps)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY })
    if (blob.type !== 'image/webp') throw new Error('this browser can not write WebP')
    frames.push({ ...part, ms: FRAME_MS, image: new Uint8Array(await blob.arrayBuffer()) })
  }

  return {
    get isMoving() {
      return ink.isGrowing
    },
    show(board: BoardDocument) {
      applyDifference(shown, differenceBetween(shown, board))
      dirty = sheet
    },
    grow(at: number) {
      const growing = [...ink.ids()]
      ink.grow(at)
      growing.forEach(soil)
    },
    take(board: BoardDocument, touched: ReadonlySet<string>, at: number, speed: number) {
      const isNew = [...touched].filter((id) => !shown.has(id))
      // What was there may have been anywhere, and others may be tied to it.
      if (isNew.length < touched.size) dirty = sheet
      applyDifference(shown, differenceBetween(shown, board, touched))
      isNew.forEach(soil)
      for (const id of isNew) ink.begin(id, at, speed)
    },
    async shoot() {
      const part = partOf(dirty, sheet, scale, size)
      dirty = EMPTY_BOX
      if (part) return shootPart(part)
      const last = frames.pop()
      if (last) frames.push({ ...last, ms: last.ms + FRAME_MS })
    },
    end(): Blob {
      const last = frames.pop()
      return animatedWebp(size, last ? [...frames, { ...last, ms: last.ms + LAST_MS }] : frames)
    },
    dispose: () => shown.destroy(),
  }
}

/** A part of the picture, pixels. */
type Part = Pick<WebpFrame, 'x' | 'y' | 'width' | 'height'>

/** A pixel more on every side than was soiled, from even places as WebP wants them. */
function partOf(dirty: Box, sheet: Box, scale: number, size: { width: number; height: number }): Part | undefined {
  const box = intersection(dirty, sheet)
  if (isEmpty(box)) return undefined
  const even = (value: number) => Math.max(0, Math.floor(value / 2 - 1) * 2)
  const x = even((box.minX - sheet.minX) * scale)
  const y = even((box.minY - sheet.minY) * scale)
  const right = Math.min(size.width, Math.ceil((box.maxX - sheet.minX) * scale) + 2)
  const bottom = Math.min(size.height, Math.ceil((box.maxY - sheet.minY) * scale) + 2)
  return { x, y, width: right - x, height: bottom - y }
}

const boxOfPart = (part: Part, { minX, minY }: Box, scale: number): Box => ({
  minX: minX + part.x / scale,
  minY: minY + part.y / scale,
  maxX: minX + (part.x + part.width) / scale,
  maxY: minY + (part.y + part.height) / scale,
})
