import { type Box, centre } from '#board/geometry/box.ts'
import { line, moveAlong } from '../gestures.ts'
import { check } from '../measure.ts'
import { type Look, look } from '../pixels.ts'
import { record, type Recording } from '../record.ts'
import { stepsUntil, type Visit } from '../visit.ts'

/** What a rubber band selected. */
export interface Thousand {
  readonly pulling: Recording
  readonly release: Recording
  /** Elements wholly inside the band, as the board's boxes say. */
  readonly inside: number
  /** What was shown before. */
  readonly unselected: Look
  /** The band and a box around what it selected, scene units. */
  readonly box: Box
  readonly reach: Box
}

const MOVES = 30

/** Looks at a box with about a thousand elements and pulls a rubber band around them. */
export async function selectThousand(visit: Visit, count = 1_000): Promise<Thousand> {
  const { page, layout, onPage } = visit
  const { box, inside, reach } = layout.fromCorner(Math.min(count, Math.floor(layout.elements * 0.9)))
  const steps = Math.max(stepsUntil(box.maxX - box.minX, 900), stepsUntil(box.maxY - box.minY, 480))
  await visit.lookAt(centre(box), steps)
  await page.keyboard.press('v')
  await page.keyboard.press('Escape')
  await visit.frame()
  const unselected = await look(page)
  const [from, to] = [onPage({ x: box.minX, y: box.minY }), onPage({ x: box.maxX, y: box.maxY })]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const pulling = await record(visit, () => moveAlong(visit, line(from, to, MOVES)))
  const release = await record(visit, () => page.mouse.up())
  await visit.rest()
  return { unselected, pulling, release, inside, box, reach }
}

/** A count by real fonts and whole pixels is a bit off the one by boxes. */
export function checkAbout(is: number, expected: number, what: string): void {
  check(Math.abs(is - expected) <= Math.max(3, expected * 0.05), `${what}: ${is} instead of ${expected}`)
}
