import { expect, onTestFinished, test } from 'vitest'
import { newImage } from '#board/elements/image.ts'
import { createEditor } from '../editor/create-editor.ts'
import { addRectangle, testBoard } from '../editor/testing/test-editor.ts'
import { TOOLS } from '../tools/index.ts'
import { createBitmaps } from './bitmaps.ts'
import { createImages, type ImageSource } from './images.ts'
import { createScene } from './scene.ts'
import { byTiles, measure, SIZE, tilesOf } from './testing/test-tiles.ts'
import { viewOf } from './tile-grid.ts'
import { workerPainter } from './worker-painter.ts'

const FILE = 'a'.repeat(64)
const VIEW = viewOf({ x: 0, y: 0, zoom: 1 }, SIZE, 1)

async function redPicture(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const ctx = canvas.getContext('2d')!
  ctx.fillStyle = '#ff0000'
  ctx.fillRect(0, 0, width, height)
  return canvas.convertToBlob()
}

/** Files that are there when a test says so. */
function slowFiles(): ImageSource & { arrive(file: string, blob: Blob): void; readonly asked: string[] } {
  const blobs = new Map<string, Blob>()
  const asked: string[] = []
  let tell: (file: string) => void = () => {}
  return {
    asked,
    async blobOf(file) {
      asked.push(file)
      return blobs.get(file)
    },
    onArrival: (listener) => {
      tell = listener
      return () => {}
    },
    arrive(file, blob) {
      blobs.set(file, blob)
      tell(file)
    },
  }
}

function boardWith(files: ImageSource) {
  const { document } = testBoard()
  const images = createImages(files)
  const scene = createScene(document, measure, images)
  const editor = createEditor({ document, scene, measure, tools: TOOLS })
  onTestFinished(() => images.dispose())
  return { document, scene, editor }
}

const pixelAt = (pixels: Uint8ClampedArray, x: number, y: number) => {
  const at = (y * SIZE.width + x) * 4
  return Array.from(pixels.subarray(at, at + 4))
}

test.each(['worker', 'page'])(
  '[IMG16] a picture that is not there is a quiet sheet; when it arrives, it is painted, and nothing else is: by the %s',
  async (thread) => {
    const files = slowFiles()
    const board = boardWith(files)
    const createPainter = workerPainter({ scene: board.scene, measure })
    const tiles = tilesOf(board as never, thread === 'worker' ? { createPainter } : {})
    onTestFinished(() => tiles.dispose())
    board.document.add([newImage({ file: FILE, natural: [100, 50] }, { x: 60, y: 40 }, 100)])
    addRectangle(board.document, 200, 100, 40, 40, 'blue')
    await tiles.settle(VIEW)
    const [, , , sheet = 0] = pixelAt(byTiles(tiles, VIEW), 60, 40)
    expect(sheet).toBeGreaterThan(10)
    expect(sheet).toBeLessThan(100)
    const dirty: unknown[] = []
    board.scene.onChange((change) => dirty.push(...change.dirty))
    files.arrive(FILE, await redPicture(100, 50))
    await expect
      .poll(async () => {
        await tiles.settle(VIEW)
        return pixelAt(byTiles(tiles, VIEW), 60, 40)
      })
      .toEqual([255, 0, 0, 255])
    for (const box of dirty) expect(box).toEqual({ minX: 10, minY: 15, maxX: 110, maxY: 65 })
  },
)

test('[IMG17] pictures are decoded as large as they are painted, sharper when one comes closer, and each size once', async () => {
  const wanted: (readonly [string, number])[] = []
  const bitmaps = createBitmaps((file, side) => wanted.push([file, side]))
  const item = {
    type: 'image',
    file: FILE,
    matrix: [1_000, 0, 0, 500, 0, 0],
    outline: { ops: [], coords: [] } as never,
    opacity: 1,
  } as const
  bitmaps.at(0.2)(item)
  bitmaps.at(0.2)(item)
  expect(wanted).toEqual([[FILE, 256]])
  bitmaps.put(FILE, 256, await createImageBitmap(await redPicture(256, 128)))
  expect(bitmaps.at(0.2)(item)).toBeDefined()
  expect(bitmaps.at(1)(item)).toBeDefined()
  expect(wanted).toEqual([
    [FILE, 256],
    [FILE, 1_024],
  ])
  // Smaller than what was asked for: there is no more of it.
  bitmaps.put(FILE, 1_024, await createImageBitmap(await redPicture(600, 300)))
  bitmaps.at(8)(item)
  expect(wanted).toHaveLength(2)
})

test('[IMG17] no more pixels are kept than there is room for; what was painted longest ago goes, and may come again', async () => {
  const wanted: string[] = []
  const bitmaps = createBitmaps((file) => wanted.push(file), 20_000)
  const item = (file: string) =>
    ({
      type: 'image',
      file,
      matrix: [100, 0, 0, 100, 0, 0],
      outline: { ops: [], coords: [] } as never,
      opacity: 1,
    }) as const
  const names = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
  for (const file of names) {
    bitmaps.at(1)(item(file))
    bitmaps.put(file, 256, await createImageBitmap(await redPicture(90, 90)))
  }
  expect(bitmaps.size).toBeLessThanOrEqual(20_000)
  expect(bitmaps.at(1)(item(names[0]!))).toBeUndefined()
  expect(bitmaps.at(1)(item(names[2]!))).toBeDefined()
  expect(wanted).toEqual([...names, names[0]])
})
