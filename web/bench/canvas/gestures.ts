import type { Vector } from '#board/geometry/vector.ts'
import type { Visit } from './visit.ts'

/** As often as a trackpad or a mouse speaks. */
const STEP_MS = 1_000 / 60

/** Does something at the pace of a display, whatever the page makes of it: what a slow page can't take in time, the browser merges. */
export async function paced(steps: number, act: (step: number) => Promise<unknown>): Promise<void> {
  const startMs = performance.now()
  const taken: Promise<unknown>[] = []
  for (let step = 0; step < steps; step++) {
    const waitMs = startMs + step * STEP_MS - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    taken.push(act(step))
  }
  await Promise.all(taken)
}

/** A stream of wheel events that leads around a square and ends where it began; each side so many steps of so many CSS pixels. */
export function wheelAround(visit: Visit, stepsASide: number, pixels: number): Promise<void> {
  const sides = [
    [pixels, 0],
    [0, pixels],
    [-pixels, 0],
    [0, -pixels],
  ] as const
  return paced(4 * stepsASide, (step) => {
    const [dx, dy] = sides[Math.floor(step / stepsASide)] ?? [0, 0]
    return visit.wheel(dx, dy)
  })
}

/** Moves the pointer along a path, a point for each frame of a display. */
export const moveAlong = (visit: Visit, path: readonly Vector[]): Promise<void> =>
  paced(path.length, (step) => visit.page.mouse.move(path[step]?.x ?? 0, path[step]?.y ?? 0))

/** A curve that crosses itself, around a place of the page. */
export const lissajous = ({ x, y }: Vector, width: number, height: number, points: number): Vector[] =>
  Array.from({ length: points }, (_, i) => {
    const t = (i / (points - 1)) * 2 * Math.PI
    return { x: x + (width / 2) * Math.sin(2 * t), y: y + (height / 2) * Math.sin(3 * t) }
  })

/** From one place to another in so many steps, and back if asked. */
export function line(from: Vector, to: Vector, steps: number): Vector[] {
  return Array.from({ length: steps }, (_, i) => {
    const t = (i + 1) / steps
    return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
  })
}

/** What a key press led to. Milliseconds by the page's clock. */
export interface Pressed {
  /** Until all that it changed is painted. */
  readonly settledMs: number
  readonly longestFrameMs: number
}

/** Presses a key and waits until all that it changed is painted. */
export async function pressAndRest(visit: Visit, key: string): Promise<Pressed> {
  const { page } = visit
  const pressed = await page.evaluateHandle(watchPress)
  await page.keyboard.press(key)
  return await pressed.evaluate(({ rested }) => rested)
}

/** In the page: rested is when all is painted two frames after the press, once what was painted is settled. */
function watchPress(): { rested: Promise<Pressed> } {
  const rested = new Promise<Pressed>((resolve) => {
    let [pressedAt, before, longestFrameMs, frames] = [0, 0, 0, 0]
    const tick = (now: number): void => {
      longestFrameMs = Math.max(longestFrameMs, now - before)
      before = now
      const isSettled = document.documentElement.dataset['paint'] === 'settled'
      if (++frames > 2 && isSettled) resolve({ settledMs: performance.now() - pressedAt, longestFrameMs })
      else requestAnimationFrame(tick)
    }
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Control' || key === 'Shift') return
      removeEventListener('keydown', onKey, { capture: true })
      pressedAt = before = performance.now()
      requestAnimationFrame(tick)
    }
    addEventListener('keydown', onKey, { capture: true })
  })
  return { rested }
}
