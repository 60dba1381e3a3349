import { check, type Measure, percentile } from '../measure.ts'
import { frameFigures } from '../record.ts'
import { pressAndRest } from '../gestures.ts'
import { checkAbout, selectThousand } from './thousand.ts'

/** A rubber band around a thousand elements, then Delete and undo. */
export const select: Measure = {
  name: 'select',
  needs: 'edit',
  async run(visit) {
    const { pulling, release, inside } = await selectThousand(visit)
    const deletion = await pressAndRest(visit, 'Delete')
    checkAbout(visit.layout.elements - (await visit.count()), inside, 'deleted')
    const undo = await pressAndRest(visit, 'Control+z')
    check((await visit.count()) === visit.layout.elements, 'undo did not bring everything back')
    await visit.page.keyboard.press('Escape')
    const frames = frameFigures(pulling)
    return {
      'rubber band: frame p95, ms': frames['frame p95, ms'] ?? Number.NaN,
      'rubber band: main thread a frame, ms': pulling.mainPerFrame,
      'release to paint, ms': percentile(release.latencies, 1),
      'delete 1,000, ms': deletion.settledMs,
      'delete: longest frame, ms': deletion.longestFrameMs,
      'undo 1,000, ms': undo.settledMs,
      'undo: longest frame, ms': undo.longestFrameMs,
    }
  },
}
