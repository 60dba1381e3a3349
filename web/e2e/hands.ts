import { framesPass, type Person, type Point } from './person.ts'

/** What somebody points with. Points are page pixels. */
export interface Hand {
  /** Tells how firmly it is pressed: from a quarter to three quarters of what it can tell, along each path. */
  readonly isFirm?: boolean
  /** Touches down at the first point, moves along the others, and stays. */
  press(path: readonly Point[]): Promise<void>
  /** Answers once the page has done what was asked. */
  lift(): Promise<void>
  /** `press` and `lift`, at once; one point is a tap. */
  stroke(path: readonly Point[]): Promise<void>
}

/** Touches at these points, each of them a finger. */
export type Fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: readonly Point[]) => Promise<void>

/** Fingers as the device tells the browser of them: the page gets touch and pointer events, the browser its gestures. */
export async function fingersOf({ page, context }: Person): Promise<Fingers> {
  const device = await context.newCDPSession(page)
  return async (type, ...at) => {
    await device.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) })
  }
}

type Touch = Parameters<Fingers>

/**
 * One after the other, but the first two in one go: where the start waits for its answer on a busy machine, the finger rests, and that
 * is another gesture.
 */
async function tell(fingers: Fingers, [start, next, ...rest]: readonly Touch[]): Promise<void> {
  await Promise.all([start, next].map(async (touch) => touch && (await fingers(...touch))))
  for (const touch of rest) await fingers(...touch)
}

const along = (path: readonly Point[]): Touch[] => path.map((at, i) => [i === 0 ? 'touchStart' : 'touchMove', at])

/** A finger touches down at the first point, moves along the others, and is lifted in motion as people do; one point is a tap. */
export const swipe = (fingers: Fingers, path: readonly Point[]): Promise<void> =>
  tell(fingers, [...along(path), ['touchEnd']])

export const mouseOf = ({ press, release, drag }: Person): Promise<Hand> =>
  Promise.resolve({ press, lift: release, stroke: drag })

/** One finger. */
export async function fingerOf(person: Person): Promise<Hand> {
  const fingers = await fingersOf(person)
  return {
    press: (path) => tell(fingers, along(inSteps(path))),
    async lift() {
      await fingers('touchEnd')
      await person.page.evaluate(framesPass)
    },
    async stroke(path) {
      await swipe(fingers, inSteps(path))
      await person.page.evaluate(framesPass)
    },
  }
}

/** A stylus. */
export async function penOf({ page, context }: Person): Promise<Hand> {
  const device = await context.newCDPSession(page)
  const pen = { pointerType: 'pen', button: 'left', clickCount: 1 } as const
  let at: Point = [0, 0]
  const tell = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', force: number) => {
    const buttons = type === 'mouseReleased' ? 0 : 1
    await device.send('Input.dispatchMouseEvent', { ...pen, type, x: at[0], y: at[1], force, buttons })
  }
  const press = async (path: readonly Point[]) => {
    const points = inSteps(path)
    for (const [i, point] of points.entries()) {
      at = point
      await tell(i === 0 ? 'mousePressed' : 'mouseMoved', 0.25 + i / (2 * (points.length - 1 || 1)))
    }
  }
  const lift = async () => {
    await tell('mouseReleased', 0)
    await page.evaluate(framesPass)
  }
  return {
    isFirm: true,
    press,
    lift,
    async stroke(path) {
      await press(path)
      await lift()
    },
  }
}

/** A path with so many samples of each of its pieces. */
export const inSteps = ([first, ...rest]: readonly Point[], steps = 3): Point[] => {
  if (!first) return []
  const way = [first]
  for (const to of rest) {
    const from = way.at(-1) as Point
    const between = (share: number): Point => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    for (let i = 1; i <= steps; i++) way.push(between(i / steps))
  }
  return way
}
