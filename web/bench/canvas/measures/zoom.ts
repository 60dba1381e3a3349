import { paced } from '../gestures.ts'
import { check, type Measure } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'

const STEPS = 60
/** Of the wheel, with Ctrl; so much in and then out again. */
const AMOUNT = 4

/** With the wheel, from the fitted board in and out again; then one step to a zoom that was never painted. */
export const zoom: Measure = {
  name: 'zoom',
  needs: 'look',
  async run(visit) {
    const { page, rest, wheel } = visit
    await visit.fit()
    const before = await look(page)
    await page.keyboard.down('Control')
    const recording = await record(visit, () => paced(STEPS, (step) => wheel(0, step < STEPS / 2 ? -AMOUNT : AMOUNT)))
    const startMs = performance.now()
    await wheel(0, -10 * AMOUNT)
    await rest()
    const sharpMs = performance.now() - startMs
    await page.keyboard.up('Control')
    check(differingShare(before, await look(page)) > 0.01, 'the wheel zoomed nothing')
    await visit.fit()
    check(differingShare(before, await look(page)) < 0.002, 'back at the fitted board, something else is shown')
    return { ...frameFigures(recording), 'sharp after, ms': sharpMs }
  },
}
