import { wheelAround } from '../gestures.ts'
import { check, type Measure } from '../measure.ts'

/** 1,440 CSS pixels a second, along four sides of 720. */
const STEPS_A_SIDE = 30
const PIXELS = 24
/** Frames from one sample to the next. */
const EVERY = 8

/**
 * What a fast pan at 100 % shows while it lasts: frames are kept on the way, and afterwards each is compared with the settled picture of
 * the same place. Of all squares of 16 pixels that hold ink, the share that look different, and the share that are blank.
 * Keeping a frame takes some of its time, so that these are rather too high.
 */
export const blur: Measure = {
  name: 'blur',
  needs: 'look',
  async run(visit) {
    const { page, rest, wheel } = visit
    await visit.lookAt(visit.layout.crowd)
    const sampler = await page.evaluateHandle(startSampler, EVERY)
    await wheelAround(visit, STEPS_A_SIDE, PIXELS)
    await rest()
    const places = await sampler.evaluate(({ stop }) => stop())
    // A page that shows few frames has few to keep.
    check(places.length > 0, 'no frame was kept')
    const sum = { ink: 0, blurry: 0, blank: 0 }
    for (const [i, { x, y }] of places.entries()) {
      await wheel(x, y)
      await rest()
      const { ink, blurry, blank } = await sampler.evaluate(({ compare }, sample) => compare(sample), i)
      await wheel(-x, -y)
      sum.ink += ink
      sum.blurry += blurry
      sum.blank += blank
    }
    // Else the frames that were kept count as the page's memory.
    await sampler.evaluate(({ forget }) => forget())
    await sampler.dispose()
    check(sum.ink > 0, 'there was nothing to see')
    return { 'blurry share of the ink, %': (100 * sum.blurry) / sum.ink, 'blank share, %': (100 * sum.blank) / sum.ink }
  },
}

interface Sampler {
  /** Where the samples were taken, from where it began; then it takes no more. */
  stop(): { x: number; y: number }[]
  /** Lets go of all samples. */
  forget(): void
  /** Compares a sample with what is shown now: squares with ink, those that looked different, those that were blank. */
  compare(sample: number): { ink: number; blurry: number; blank: number }
}

/** In the page. */
function startSampler(every: number): Sampler {
  const samples: { x: number; y: number; picture: ImageData }[] = []
  const at = { x: 0, y: 0 }
  const SQUARE = 16
  const onWheel = ({ deltaX, deltaY }: WheelEvent): void => {
    at.x += deltaX
    at.y += deltaY
  }
  addEventListener('wheel', onWheel, { capture: true, passive: true })
  let [frame, isOn] = [0, true]
  const channel = new MessageChannel()
  channel.port1.onmessage = ({ data }: MessageEvent<{ x: number; y: number }>) =>
    samples.push({ ...data, picture: boardPicture() })
  const tick = (): void => {
    if (!isOn) return
    // Heard when the frame has been painted.
    if (++frame % every === 0 && (at.x !== 0 || at.y !== 0)) channel.port2.postMessage({ ...at })
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)

  /** Squares differ that have more than a few pixels off by more than anti-aliasing. */
  const judge = (a: Uint8ClampedArray, b: Uint8ClampedArray, width: number, left: number, top: number) => {
    let [darkest, lightest, darkestOld, lightestOld, off] = [255, 0, 255, 0, 0]
    for (let y = top; y < top + SQUARE; y++) {
      for (let x = left; x < left + SQUARE; x++) {
        const i = 4 * (y * width + x)
        const [now, old] = [
          (b[i] ?? 0) + (b[i + 1] ?? 0) + (b[i + 2] ?? 0),
          (a[i] ?? 0) + (a[i + 1] ?? 0) + (a[i + 2] ?? 0),
        ]
        ;[darkest, lightest] = [Math.min(darkest, now / 3), Math.max(lightest, now / 3)]
        ;[darkestOld, lightestOld] = [Math.min(darkestOld, old / 3), Math.max(lightestOld, old / 3)]
        if (Math.abs(now - old) / 3 > 48) off++
      }
    }
    const hasInk = lightest - darkest > 48
    return { hasInk, isBlurry: hasInk && off > 8, isBlank: hasInk && lightestOld - darkestOld < 8 }
  }
  return {
    forget() {
      samples.length = 0
    },
    stop() {
      isOn = false
      channel.port1.close()
      removeEventListener('wheel', onWheel, { capture: true })
      return samples.map(({ x, y }) => ({ x, y }))
    },
    compare(sample) {
      const [old, now] = [samples[sample]?.picture ?? boardPicture(), boardPicture()]
      const sum = { ink: 0, blurry: 0, blank: 0 }
      for (let top = 0; top + SQUARE <= now.height; top += SQUARE) {
        for (let left = 0; left + SQUARE <= now.width; left += SQUARE) {
          const { hasInk, isBlurry, isBlank } = judge(old.data, now.data, now.width, left, top)
          sum.ink += Number(hasInk)
          sum.blurry += Number(isBlurry)
          sum.blank += Number(isBlank)
        }
      }
      return sum
    },
  }
}
