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
    return await pulled(visit, unselected, await handleNear(visit, cornerOf(visit, reach), SCALES), { x: 90, y: -60 })
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
    const unselected = await selectAllOf(visit)
    const handle = await handleNear(visit, cornerOf(visit, visit.layout.bounds), SCALES)
    return await pulled(visit, unselected, handle, { x: -90, y: 60 })
  },
}

/** All elements of the board, by the handle above the middle of their frame. */
export const rotateAll: Measure = {
  name: 'rotate-all',
  needs: 'edit',
  async run(visit) {
    const { bounds, centre: middle } = visit.layout
    const unselected = await selectAllOf(visit)
    const { x, y } = visit.onPage({ x: middle.x, y: bounds.minY })
    const handle = await handleNear(visit, { x, y: y - ABOVE }, ROTATES)
    return await pulled(visit, unselected, handle, { x: 160, y: 30 })
  },
}

/** Looks at all of the board from so far that its handles are free, and selects it. Answers what was shown before. */
async function selectAllOf(visit: Visit): Promise<Look> {
  const { minX, minY, maxX, maxY } = visit.layout.bounds
  await visit.lookAt(visit.layout.centre, Math.max(stepsUntil(maxX - minX, 900), stepsUntil(maxY - minY, 440)))
  await visit.page.keyboard.press('v')
  const unselected = await look(visit.page)
  await pressAndRest(visit, 'Control+a')
  return unselected
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

/** Cursors over handles: ours, and those of plain Fabric. */
const SCALES = /^(nesw|ne)-resize/
const ROTATES = /^(grab|crosshair)/
/** CSS pixels from a frame to the handle that turns it, more or less. */
const ABOVE = 33

/** CSS pixels from where a handle should be, nearest first: which elements a band just holds is decided by half a pixel. */
const AROUND: readonly Vector[] = Array.from({ length: 17 * 17 }, (_, i) => ({
  x: 4 * ((i % 17) - 8),
  y: 4 * (Math.floor(i / 17) - 8),
})).sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))

/** On the page, the top right corner of a box: the bars cover the lower ones. */
const cornerOf = ({ onPage }: Visit, { maxX, minY }: Box): Vector => onPage({ x: maxX, y: minY })

/** The place near `place` of the page where the cursor says that there is a handle. */
async function handleNear({ page, frame }: Visit, place: Vector, cursors: RegExp): Promise<Vector> {
  for (const { x, y } of AROUND) {
    const at = { x: place.x + x, y: place.y + y }
    await page.mouse.move(at.x, at.y)
    await frame()
    const cursor = await page.evaluate(
      (under) => getComputedStyle(document.elementFromPoint(under.x, under.y) ?? document.body).cursor,
      at,
    )
    if (cursors.test(cursor)) return at
  }
  throw new Error('the selection has no such handle')
}
