import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Canvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TALKING_GIF, TINY_GIF, withJpegMetadata, withPngMetadata, withWebpMetadata } from '../testing/pictures.ts'
import { readImage } from './image-file.ts'
import { ImageFileError } from './image-format.ts'

const [WIDTH, HEIGHT] = [60, 40]

function drawn(): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d')
  for (const [i, color] of ['#c33', '#3c3', '#33c'].entries()) {
    context.fillStyle = color
    context.fillRect(i * 20, i * 10, 20, 30)
  }
  return canvas
}

const canvas = drawn()
const PNG = new Uint8Array(canvas.toBuffer('image/png'))
const JPEG = readImage(new Uint8Array(canvas.toBuffer('image/jpeg'))).bytes
const WEBP = readImage(new Uint8Array(canvas.toBuffer('image/webp'))).bytes

async function pixelsOf(file: Uint8Array): Promise<Uint8ClampedArray> {
  const image = await loadImage(Buffer.from(file))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

it.each([
  ['image/png', PNG, WIDTH, HEIGHT],
  ['image/jpeg', JPEG, WIDTH, HEIGHT],
  ['image/webp', WEBP, WIDTH, HEIGHT],
  ['image/gif', TINY_GIF, 1, 1],
])(
  '[IMG1] %s is told by its content, with its size, and stays as it is when it is only a picture',
  (type, file, width, height) => {
    const read = readImage(file)
    expect(read).toMatchObject({ type, width, height, orientation: 1 })
    expect(read.bytes).toBe(file)
  },
)

it.each([
  ['image/png', withPngMetadata(PNG), PNG, 1],
  ['image/jpeg', withJpegMetadata(JPEG), JPEG, 6],
  ['image/gif', TALKING_GIF, TINY_GIF, 1],
])('[IMG2] %s: what is not the picture is left out, without touching a pixel', (_type, file, bare, orientation) => {
  const read = readImage(file)
  expect(Buffer.from(read.bytes)).toEqual(Buffer.from(bare))
  expect(read.orientation).toBe(orientation)
})

it('[IMG2] image/webp: what is not the picture is left out, without touching a pixel', async () => {
  const read = readImage(withWebpMetadata(WEBP, WIDTH, HEIGHT))
  expect(read).toMatchObject({ width: WIDTH, height: HEIGHT, orientation: 3 })
  expect(Buffer.from(read.bytes).includes('EXIF')).toBe(false)
  expect(await pixelsOf(read.bytes)).toEqual(await pixelsOf(WEBP))
  expect(readImage(read.bytes).bytes).toBe(read.bytes)
})

it('[IMG3] claims of size are never smaller than what a part of the file claims', () => {
  const liar = withWebpMetadata(WEBP, 5, 5)
  expect(readImage(liar)).toMatchObject({ width: WIDTH, height: HEIGHT })
  const gif = TINY_GIF.slice()
  gif[26] = 0xff
  expect(() => readImage(gif)).not.toThrow(RangeError)
})

it.each([
  ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown-format'],
  ['a page', new TextEncoder().encode('<!doctype html><script>alert(1)</script>'), 'unknown-format'],
  ['nothing', new Uint8Array(), 'unknown-format'],
  ['half a PNG', PNG.subarray(0, PNG.length / 2), 'damaged'],
  ['half a JPEG', JPEG.subarray(0, JPEG.length / 2), 'damaged'],
  ['half a WebP', WEBP.subarray(0, WEBP.length / 2), 'damaged'],
  ['half a GIF', TINY_GIF.subarray(0, 20), 'damaged'],
])('[IMG4] %s is refused', (_name, bytes, code) => {
  expect(() => readImage(bytes)).toThrow(ImageFileError)
  try {
    readImage(bytes)
  } catch (error) {
    expect(error).toMatchObject({ code })
  }
})

it('[IMG4] whatever bytes are damaged, reading ends, and throws nothing but that it is no picture', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(PNG, JPEG, WEBP, TINY_GIF, TALKING_GIF, withJpegMetadata(JPEG), withWebpMetadata(WEBP, 9, 9)),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
      fc.nat(60),
      (file, changes, cut) => {
        const bytes = file.slice(0, file.length - cut)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        try {
          const bare = readImage(bytes).bytes
          expect(readImage(bare).bytes).toBe(bare)
        } catch (error) {
          expect(error).toBeInstanceOf(ImageFileError)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
