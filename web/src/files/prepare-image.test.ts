import { expect, test } from 'vitest'
import { readImage } from '#board/files/image-file.ts'
import { LIMITS } from '#board/limits.ts'
import { TALKING_GIF, TINY_GIF, withJpegMetadata } from '#board/testing/pictures.ts'
import { sideBySide } from './add-images.ts'
import { ImageRefused, prepareImage } from './prepare-image.ts'

/** Red on the left, blue on the right. */
async function drawn(width: number, height: number, type = 'image/png'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const ctx = canvas.getContext('2d')!
  for (const [i, color] of ['#ff0000', '#0000ff'].entries()) {
    ctx.fillStyle = color
    ctx.fillRect((i * width) / 2, 0, width / 2, height)
  }
  return canvas.convertToBlob({ type })
}

async function pixelOf(bytes: Uint8Array<ArrayBuffer>, x: number, y: number): Promise<readonly number[]> {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')!
  ctx.drawImage(await createImageBitmap(new Blob([bytes])), -x, -y)
  return Array.from(ctx.getImageData(0, 0, 1, 1).data)
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

test('[IMG20] a small picture stays byte by byte what it was, and is named by its SHA-256', async () => {
  const given = await drawn(60, 40)
  const prepared = await prepareImage(given)
  expect(prepared.bytes).toEqual(readImage(new Uint8Array(await given.arrayBuffer())).bytes)
  expect(prepared).toMatchObject({
    natural: [60, 40],
    width: 60,
    type: 'image/png',
    hash: await sha256(prepared.bytes),
  })
})

test('[IMG20] what is not the picture never leaves this browser', async () => {
  const prepared = await prepareImage(new Blob([TALKING_GIF as Uint8Array<ArrayBuffer>]))
  expect(prepared.bytes).toEqual(TINY_GIF)
})

test('[IMG21] a photo that says how it is to be turned is turned', async () => {
  const photo = new Uint8Array(await (await drawn(80, 40, 'image/jpeg')).arrayBuffer())
  const { natural, bytes } = await prepareImage(new Blob([withJpegMetadata(photo) as Uint8Array<ArrayBuffer>]))
  expect(natural).toEqual([40, 80])
  expect(readImage(bytes)).toMatchObject({ orientation: 1 })
  const [red = 0, , blue = 0] = await pixelOf(bytes, 20, 10)
  expect(red).toBeGreaterThan(blue)
})

test('[IMG21] a large picture is made smaller before it is sent, and keeps its proportions', async () => {
  const { natural, bytes } = await prepareImage(await drawn(4_000, 1_000))
  expect(natural).toEqual([LIMITS.imageKeptSide, LIMITS.imageKeptSide / 4])
  expect(readImage(bytes).bytes).toBe(bytes)
})

test('[IMG22] an SVG is drawn as a picture: nothing in it runs or is fetched', async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="100" height="50" fill="#ff0000"/>
    <script>document.documentElement.dataset.stolen = 'yes'</script></svg>`
  const prepared = await prepareImage(new Blob([svg], { type: 'image/svg+xml' }))
  expect(prepared.width).toBeCloseTo(100, 0)
  expect(prepared.natural[0]).toBeGreaterThan(200)
  expect(await pixelOf(prepared.bytes, 20, 20)).toEqual([255, 0, 0, 255])
  expect(readImage(prepared.bytes).type).not.toContain('svg')
  expect(document.documentElement.dataset['stolen']).toBeUndefined()
})

test('[IMG22] what the browser can’t show is refused, in words', async () => {
  for (const type of ['image/png', 'image/svg+xml'])
    await expect(prepareImage(new Blob(['no picture at all'], { type }))).rejects.toThrow(ImageRefused)
})

test('[IMG23] several pictures stand side by side around the point, and none covers another', () => {
  const sizes = [100, 60, 80, 120, 40].map((width) => ({ width, height: width / 2 }))
  const boxes = sideBySide(sizes, 10, { x: 500, y: 300 }).map(({ x, y }, i) => {
    const { width = 0, height = 0 } = sizes[i] ?? {}
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
  })
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top).toBe(true)
  expect((Math.min(...boxes.map(({ top }) => top)) + Math.max(...boxes.map(({ bottom }) => bottom))) / 2).toBeCloseTo(
    300,
    -1,
  )
  expect(sideBySide(sizes.slice(0, 1), 10, { x: 5, y: 6 })).toEqual([{ x: 5, y: 6 }])
})
