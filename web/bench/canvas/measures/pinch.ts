import { paced } from '../gestures.ts'
import { check, type Measure } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import { CENTRE } from '../visit.ts'

const STEPS = 60
/** CSS pixels from the middle to a finger. */
const CLOSE = 60
const APART = 240

/** Two fingers on the fitted board, apart and together again. */
export const pinch: Measure = {
  name: 'pinch',
  needs: 'touch',
  async run(visit) {
    const { page, cdp, rest } = visit
    await visit.fit()
    const before = await look(page)
    const fingers = (reach: number) => [
      { x: CENTRE.x - reach, y: CENTRE.y, id: 1 },
      { x: CENTRE.x + reach, y: CENTRE.y, id: 2 },
    ]
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof fingers>) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
    await touch('touchStart', fingers(CLOSE))
    const recording = await record(visit, () =>
      paced(STEPS, (step) => {
        const t = 1 - Math.abs(1 - (2 * step) / (STEPS - 1))
        return touch('touchMove', fingers(CLOSE + t * (APART - CLOSE)))
      }),
    )
    await touch('touchMove', fingers(APART / 2))
    await touch('touchEnd', [])
    await rest()
    check(differingShare(before, await look(page)) > 0.01, 'the fingers zoomed nothing')
    await visit.fit()
    return frameFigures(recording)
  },
}
