import type { Random } from '#board/testing/random.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { line, moveAlong, paced } from './gestures.ts'
import type { Visit } from './visit.ts'

/** One thing that a person does on a board, with real input; where and how is up to `random`. */
type Habit = (visit: Visit, random: Random) => Promise<void>

/** A moment's thought. Nothing is waited for: a person doesn't look whether the page is ready either. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const place = (random: Random): Vector => ({ x: random.between(150, 1_130), y: random.between(110, 610) })

const pan: Habit = ({ wheel }, random) => {
  const [dx, dy] = [random.between(-25, 25), random.between(-25, 25)]
  return paced(20 + random.int(40), () => wheel(dx, dy))
}

const zoom: Habit = async ({ page, wheel }, random) => {
  const { x, y } = place(random)
  const amount = random.pick([-6, -3, 3, 6])
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  await paced(10 + random.int(20), () => wheel(0, amount))
  await page.keyboard.up('Control')
}

const goHome: Habit = ({ page }, random) => page.keyboard.press(random.pick(['Shift+Digit1', 'Shift+Digit0']))

async function pull(visit: Visit, random: Random, steps: number): Promise<void> {
  const { page } = visit
  const from = place(random)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await moveAlong(visit, line(from, place(random), steps))
  await page.mouse.up()
}

/** Some tool, pulled from one place to another. */
const use =
  (key: string, steps: number): Habit =>
  async (visit, random) => {
    await visit.page.keyboard.press(key)
    await pull(visit, random, steps)
  }

/** Whatever a band or a press gets hold of is moved, and mostly put back. */
const move: Habit = async (visit, random) => {
  const { page } = visit
  await page.keyboard.press('v')
  await pull(visit, random, 25)
  await pull(visit, random, 25)
  if (random.int(4) > 0) await page.keyboard.press('Control+z')
  await page.keyboard.press('Escape')
}

const remove: Habit = async (visit, random) => {
  const { page } = visit
  await page.keyboard.press('v')
  await pull(visit, random, 25)
  await page.keyboard.press('Delete')
  await pause(random.between(100, 600))
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Escape')
}

const regret: Habit = ({ page }, random) =>
  paced(1 + random.int(4), () => page.keyboard.press(random.pick(['Control+z', 'Control+z', 'Control+Shift+z'])))

const HABITS: readonly Habit[] = [
  pan,
  pan,
  pan,
  zoom,
  zoom,
  goHome,
  use('p', 50),
  use('p', 30),
  use('e', 30),
  move,
  remove,
  regret,
]

/** Does one thing or another, and thinks for a moment. */
export async function actLikeSomebody(visit: Visit, random: Random): Promise<void> {
  await random.pick(HABITS)(visit, random)
  await pause(random.between(0, 400))
}
