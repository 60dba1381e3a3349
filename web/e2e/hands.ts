import { framesPass, type Person, type Point } from './person.ts'

/** What somebody points with. Points are page pixels. */
export interface Hand {
  /** Tells how firmly it is pressed: from a quarter to three quarters of what it can tell, along each path. */
  readonly isFirm?: boolean
  /** Touches down at the first point, moves along the others, and stays. */
  press(path: readonly Point[]): Promise<void>
  /** Answers once the page has done what was asked. */
  lift(): Promise<void>
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

/**
 * Puts a finger down at the first point and moves it along the others. It is on its way in one go: where the start waits for its
 * answer on a busy machine, the finger rests, and that is another gesture.
 */
export async function slide(fingers: Fingers, [from, to, ...rest]: readonly [Point, Point, ...Point[]]): Promise<void> {
  await Promise.all([fingers('touchStart', from), fingers('touchMove', to)])
  for (const at of rest) await fingers('touchMove', at)
}

export const mouseOf = ({ press, release }: Person): Promise<Hand> => Promise.resolve({ press, lift: release })

/** One finger. */
export async function fingerOf(person: Person): Promise<Hand> {
  const fingers = await fingersOf(person)
  return {
    async press(path) {
      for (const [i, at] of inSteps(path).entries()) await fingers(i === 0 ? 'touchStart' : 'touchMove', at)
    },
    async lift() {
      await fingers('touchEnd')
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
  return {
    isFirm: true,
    async press(path) {
      const points = inSteps(path)
      for (const [i, point] of points.entries()) {
        at = point
        await tell(i === 0 ? 'mousePressed' : 'mouseMoved', 0.25 + i / (2 * (points.length - 1 || 1)))
      }
    },
    async lift() {
      await tell('mouseReleased', 0)
      await page.evaluate(framesPass)
    },
  }
}

/** Samples of each piece of a path. */
const STEPS = 3

const inSteps = ([first, ...rest]: readonly Point[]): Point[] => {
  if (!first) return []
  const way = [first]
  for (const to of rest) {
    const from = way.at(-1) as Point
    const along = (share: number): Point => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    for (let i = 1; i <= STEPS; i++) way.push(along(i / STEPS))
  }
  return way
}
