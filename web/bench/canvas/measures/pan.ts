import { wheelAround } from '../gestures.ts'
import { check, type Figures, type Measure } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import type { Visit } from '../visit.ts'

/** Around a square of a screen's height, a bit over two seconds. */
const STEPS_A_SIDE = 32
const PIXELS = 20
/** Whole blocks of the look. */
const SHIFT = 80

export const pan: Measure = {
  name: 'pan',
  needs: 'look',
  async run(visit) {
    await visit.lookAt(visit.layout.crowd)
    return await panned(visit)
  },
}

export const panFit: Measure = {
  name: 'pan-fit',
  needs: 'look',
  async run(visit) {
    await visit.fit()
    return await panned(visit)
  },
}

async function panned(visit: Visit): Promise<Figures> {
  const { page, rest, wheel } = visit
  const before = await look(page)
  const recording = await record(visit, () => wheelAround(visit, STEPS_A_SIDE, PIXELS))
  await rest()
  check(differingShare(before, await look(page)) < 0.002, 'a pan that ends where it began shows something else')
  await wheel(SHIFT, 0)
  await rest()
  const moved = await look(page)
  check(differingShare(before, moved) > 0.01, 'the wheel moved nothing')
  check(differingShare(before, moved, -SHIFT, 0) < 0.02, 'what was panned is not what was there')
  await wheel(-SHIFT, 0)
  return frameFigures(recording)
}
