import { expect, it } from 'vitest'
import type { BoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { NO_IMAGES } from '../scene/images.ts'
import { animate, type AnimationLook } from './animate.ts'
import { remembered } from './testing/remembered.ts'

const LOOK: AnimationLook = {
  theme: 'light',
  measure: (text, _face, size) => text.length * size * 0.6,
  images: NO_IMAGES,
  speed: 1,
}
const sheet = (id: string, x: number, color: string) => ({
  kind: 'shape',
  id,
  matrix: [100, 0, 0, 100, x, 0] as const,
  color,
  fill: color,
})

const DEEDS: readonly ((board: BoardDocument) => void)[] = [
  (board) => board.add([sheet('the-first-one', 0, '#ff0000')]),
  (board) => board.add([sheet('the-second-one', 200, '#00ff00')]),
  (board) => board.edit(['the-first-one'], 'fill', '#0000ff'),
  (board) => board.remove(['the-second-one']),
]

async function film(deeds = DEEDS, look: Partial<AnimationLook> = {}) {
  const { past } = remembered(...deeds)
  const blob = await animate(past, { earliest: 0, newest: deeds.length }, { ...LOOK, ...look })
  const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: blob.type })
  await decoder.tracks.ready
  const frames = Array.from({ length: decoder.tracks.selectedTrack?.frameCount ?? 0 }, (_, frameIndex) => frameIndex)
  const shown: { ms: number; left: string; right: string; ink: number }[] = []
  for (const frameIndex of frames) {
    const { image } = await decoder.decode({ frameIndex })
    const context = new OffscreenCanvas(image.displayWidth, image.displayHeight).getContext('2d')!
    context.drawImage(image, 0, 0)
    // Middles of the two sheets, of which one unit is as many pixels as fit.
    const scale = image.displayWidth / (300 + 2 * 24)
    const at = (x: number) => nearest(context.getImageData((24 + x) * scale, (24 + 50) * scale, 1, 1).data)
    const { data } = context.getImageData(0, 0, image.displayWidth, image.displayHeight)
    shown.push({ ms: (image.duration ?? 0) / 1_000, left: at(50), right: at(250), ink: inkIn(data) })
    image.close()
  }
  return { blob, shown }
}

const COLORS = { white: [255, 255, 255], red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255] }
/** WebP is not exact. */
const nearest = (pixel: Uint8ClampedArray): string =>
  Object.entries(COLORS)
    .map(([name, color]) => [name, color.reduce((sum, part, i) => sum + Math.abs(part - (pixel[i] ?? 0)), 0)] as const)
    .sort(([, a], [, b]) => a - b)[0]![0]

/** How many pixels are far from white. */
const inkIn = (data: Uint8ClampedArray): number =>
  data.reduce((ink, part, at) => (at % 4 === 1 && part < 128 ? ink + 1 : ink), 0)

it('[PAST14] how it was drawn becomes an animated WebP, step by step, whose last picture is the board as it is', async () => {
  const { blob, shown } = await film()
  expect(blob.type).toBe('image/webp')
  const steps = shown.map(({ left, right }) => `${left} ${right}`)
  expect(steps.filter((step, at) => step !== steps[at - 1])).toEqual([
    'white white',
    'red white',
    'red green',
    'blue green',
    'blue white',
  ])
  const total = shown.reduce((sum, { ms }) => sum + ms, 0)
  // Pauses of a second are cut to 800 ms, and the end stays.
  expect(total).toBeGreaterThanOrEqual(3 * 800 + 2_000)
  expect(total).toBeLessThanOrEqual(3 * 800 + 2_000 + 500)
  expect(shown.length).toBeLessThan(10)
})

it('[PAST14] ink grows in it, and it is played faster when somebody wants it', async () => {
  const wave = Array.from({ length: 80 }, (_, i) => [i * 5, Math.sin(i / 4) * 30, 0.5]).flat()
  const deeds = [(board: BoardDocument) => void board.add(newStrokes(wave, { color: 'red', width: 4, opacity: 1 }, 1))]
  const [slow, fast] = [await film(deeds), await film(deeds, { speed: 16 })]
  const ink = slow.shown.map((frame) => frame.ink)
  expect(ink.length).toBeGreaterThan(5)
  for (const [at, more] of ink.slice(1).entries()) expect(more).toBeGreaterThan(ink[at]!)
  expect(fast.shown.length).toBeLessThan(slow.shown.length)
})

it.each([0.5, 1])('[PAST14] it tells how far it is, and ends when nobody waits any more: %s', async (enough) => {
  const { past } = remembered(...DEEDS)
  const stop = new AbortController()
  const shares: number[] = []
  const onProgress = (share: number) => {
    shares.push(share)
    if (share >= enough) stop.abort(new Error('stopped'))
  }
  const work = animate(past, { earliest: 0, newest: DEEDS.length }, LOOK, { onProgress, signal: stop.signal })
  await expect(work).rejects.toThrow('stopped')
  expect(shares.at(-1)).toBe(enough)
})
