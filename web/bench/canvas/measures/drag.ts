import { type Box, centre } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { line, moveAlong, pressAndRest } from '../gestures.ts'
import { check, type Figures, type Measure, percentile } from '../measure.ts'
import { differingShare, type Look, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import { stepsUntil, type Visit } from '../visit.ts'
import { selectThousand } from './thousand.ts'

const MOVES = 45

/** A thousand selected elements are dragged and dropped. */
export const drag: Measure = {
  name: 'drag',
  needs: 'edit',
  async run(visit) {
    const { box, unselected } = await selectThousand(visit)
    return await pulled(visit, unselected, visit.onPage(centre(box)), { x: 140, y: 60 })
  },
}

/** The corner of their frame is pulled: they grow. */
export const scale: Measure = {
  name: 'scale',
  needs: 'edit',
  async run(visit) {
    const { reach, unselected } = await selectThousand(visit)
    return await pulled(visit, unselected, await cornerHandle(visit, reach), { x: 90, y: -60 })
  },
}

/** All elements of the board. */
export const dragAll: Measure = {
  name: 'drag-all',
  needs: 'edit',
  async run(visit) {
    await visit.fit()
    await visit.page.keyboard.press('v')
    const unselected = await look(visit.page)
    const selected = await pressAndRest(visit, 'Control+a')
    const figures = await pulled(visit, unselected, { x: 640, y: 360 }, { x: 140, y: 60 })
    return { 'select all to rest, ms': selected.settledMs, ...figures }
  },
}

/** All elements of the board, by the corner of their frame. */
export const scaleAll: Measure = {
  name: 'scale-all',
  needs: 'edit',
  async run(visit) {
    const { bounds, centre: middle } = visit.layout
    const { minX, minY, maxX, maxY } = bounds
    await visit.lookAt(middle, Math.max(stepsUntil(maxX - minX, 900), stepsUntil(maxY - minY, 480)))
    await visit.page.keyboard.press('v')
    const unselected = await look(visit.page)
    await pressAndRest(visit, 'Control+a')
    return await pulled(visit, unselected, await cornerHandle(visit, bounds), { x: -90, y: 60 })
  },
}

/** Presses at a place of the page, pulls it and lets go; then takes that back, and looks whether all is as it was before it was selected. */
async function pulled(visit: Visit, before: Look, from: Vector, by: Vector): Promise<Figures> {
  const { page, rest } = visit
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const path = line(from, { x: from.x + by.x, y: from.y + by.y }, MOVES)
  const recording = await record(visit, () => moveAlong(visit, path))
  check(differingShare(before, await look(page)) > 0.005, 'nothing moved under the pointer')
  const drop = await record(visit, () => page.mouse.up())
  await rest()
  check(differingShare(before, await look(page)) > 0.005, 'nothing was moved')
  const undo = await pressAndRest(visit, 'Control+z')
  await page.keyboard.press('Escape')
  await rest()
  check(differingShare(before, await look(page)) < 0.005, 'undo did not put everything back')
  return {
    ...frameFigures(recording),
    'first frame, ms': recording.inOrder[0] ?? Number.NaN,
    'drop to paint, ms': percentile(drop.latencies, 1),
    'undo to rest, ms': undo.settledMs,
  }
}

/** CSS pixels from where the corner should be, nearest first: which elements a band just holds is decided by half a pixel. */
const AROUND: readonly Vector[] = Array.from({ length: 17 * 17 }, (_, i) => ({
  x: 4 * ((i % 17) - 8),
  y: 4 * (Math.floor(i / 17) - 8),
})).sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))

/** Around where the top right corner of the selection's frame should be (the bars cover the lower ones): the cursor tells where its handle is. */
async function cornerHandle({ page, frame, onPage }: Visit, { maxX, minY }: Box): Promise<Vector> {
  const corner = onPage({ x: maxX, y: minY })
  for (const { x, y } of AROUND) {
    const at = { x: corner.x + x, y: corner.y + y }
    await page.mouse.move(at.x, at.y)
    await frame()
    const cursor = await page.evaluate(
      (place) => getComputedStyle(document.elementFromPoint(place.x, place.y) ?? document.body).cursor,
      at,
    )
    if (/^(nesw|ne)-resize/.test(cursor)) return at
  }
  throw new Error('the selection has no handle at its corner')
}
