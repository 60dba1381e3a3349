import { boxAt } from '#board/geometry/box.ts'
import { lissajous, moveAlong } from '../gestures.ts'
import { check, type Measure, percentile } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import { CENTRE } from '../visit.ts'

const CLICKS = 7

/** The pointer over dense ink with the selecting tool, and clicks that select what is there. */
export const hover: Measure = {
  name: 'hover',
  needs: 'edit',
  async run(visit) {
    const { page, frame, layout } = visit
    await visit.lookAt(layout.crowd)
    await page.keyboard.press('v')
    await page.keyboard.press('Escape')
    await frame()
    const before = await look(page)
    const recording = await record(visit, () => moveAlong(visit, lissajous(CENTRE, 600, 300, 90)))
    const { x: cx, y: cy } = layout.crowd
    const places = layout.pointsIn(boxAt(cx - 450, cy - 220, 900, 440), CLICKS).map(visit.onPage)
    const latencies: number[] = []
    let hits = 0
    for (const { x, y } of places) {
      await page.keyboard.press('Escape')
      await page.mouse.move(x, y)
      await page.mouse.down()
      latencies.push(percentile((await record(visit, () => page.mouse.up())).latencies, 1))
      await frame()
      if (differingShare(before, await look(page)) > 0) hits++
    }
    await page.keyboard.press('Escape')
    check(hits >= places.length - 1 && hits > 0, 'a click selected nothing')
    latencies.sort((a, b) => a - b)
    return {
      'frame p95, ms': frameFigures(recording)['frame p95, ms'] ?? Number.NaN,
      'main thread a move, ms': recording.mainPerEvent,
      'click to paint p50, ms': percentile(latencies, 0.5),
    }
  },
}
