import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { filmFormat, record } from './record.ts'

let canvas: HTMLCanvasElement

beforeEach(() => {
  canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 })
  document.body.append(canvas)
  paint('#ffffff')
})
afterEach(() => {
  vi.restoreAllMocks()
  canvas.remove()
})

function paint(color: string): void {
  const context = canvas.getContext('2d')!
  context.fillStyle = color
  context.fillRect(0, 0, canvas.width, canvas.height)
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Plays a film to its end. Answers its size, and what it shows in its middle then. */
async function played(film: Blob): Promise<{ size: readonly number[]; color: readonly number[] }> {
  const video = document.createElement('video')
  video.muted = true
  video.src = URL.createObjectURL(film)
  await new Promise((resolve, reject) => {
    video.addEventListener('ended', resolve)
    video.addEventListener('error', () => reject(new Error(video.error?.message)))
    video.play().catch(reject)
  })
  URL.revokeObjectURL(video.src)
  const [width, height] = [video.videoWidth, video.videoHeight]
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(video, 0, 0)
  return { size: [width, height], color: [...context.getImageData(width / 2, height / 2, 1, 1).data] }
}

it('[PAST17] a film of what was painted before it began, and never since, is played to its end', async () => {
  await frame()
  const recording = await record(canvas, filmFormat()!)
  const film = await recording.stop()
  expect((await played(film!)).size).toEqual([320, 200])
})

it('[PAST17] what is painted last is in the film, and stays as it was painted', async () => {
  const recording = await record(canvas, filmFormat()!)
  paint('#0000ff')
  const film = await recording.stop()
  const [red, green, blue] = (await played(film!)).color
  expect([red! < 60, green! < 60, blue! > 200]).toEqual([true, true, true])
  expect([...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data]).toEqual([0, 0, 255, 255])
})

it('[PAST17] a film that the browser has ended by itself is none, be it without a picture or without its last', async () => {
  const capture = vi.spyOn(HTMLCanvasElement.prototype, 'captureStream')
  const end = () => (capture.mock.results.at(-1)!.value as MediaStream).getTracks().forEach((track) => track.stop())
  const begins = record(canvas, filmFormat()!)
  end()
  expect(await (await begins).stop()).toBeUndefined()

  const recording = await record(canvas, filmFormat()!)
  end()
  await frame()
  paint('#0000ff')
  await frame()
  expect(await recording.stop()).toBeUndefined()
})

it('[PAST17] a recording that is given up while it begins becomes no film', async () => {
  const given = new AbortController()
  const begins = record(canvas, filmFormat()!, given.signal)
  given.abort()
  expect(await (await begins).stop()).toBeUndefined()
})
