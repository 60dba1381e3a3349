import { lissajous, moveAlong } from '../gestures.ts'
import { check, type Measure, percentile } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import { CENTRE } from '../visit.ts'

const POINTS = 120

/** A long stroke with the pen through the crowd at 100 %, and the lifting of the pen. */
export const draw: Measure = {
  name: 'draw',
  needs: 'draw',
  async run(visit) {
    const { page, rest, frame, count, layout } = visit
    await visit.lookAt(layout.crowd)
    await page.keyboard.press('p')
    const path = lissajous(CENTRE, 600, 300, POINTS)
    await page.mouse.move(CENTRE.x, CENTRE.y)
    await frame()
    const before = await look(page)
    await page.mouse.down()
    const recording = await record(visit, () => moveAlong(visit, path))
    const inFlight = await look(page)
    const commit = await record(visit, () => page.mouse.up())
    await rest()
    const settled = await look(page)
    check(differingShare(before, inFlight) > 0.005, 'the stroke in flight is not shown')
    check(differingShare(inFlight, settled) < 0.01, 'the settled stroke does not look like the one in flight')
    check((await count()) === layout.elements + 1, 'the stroke is not on the board')
    await page.keyboard.press('Control+z')
    await rest()
    check((await count()) === layout.elements, 'undo did not take the stroke back')
    return {
      ...frameFigures(recording),
      'main thread a move, ms': recording.mainPerEvent,
      'pointer to paint p50, ms': percentile(recording.latencies, 0.5),
      'pointer to paint p95, ms': percentile(recording.latencies, 0.95),
      'commit to paint, ms': percentile(commit.latencies, 1),
    }
  },
}
