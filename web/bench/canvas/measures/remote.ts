import { record } from '../../../../server/bench/relay/load/workload.ts'
import { joinRaw } from '../artists.ts'
import { check, type Measure } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, recordWhile } from '../record.ts'

const ARTISTS = 20
const DURATION_MS = 4_000
const SEED = 5
/** They draw in a square of 2,000 units from the origin; three steps of the zoom key show most of it. */
const MIDDLE = { x: 1_000, y: 1_000 }
const STEPS_OUT = 3

/** Twenty others draw, 60 frames a second each, on raw sockets through the real server. They leave their strokes on the board. */
export const remote: Measure = {
  name: 'remote',
  needs: 'hear',
  async run(visit) {
    const { page, rest, count, socketUrl } = visit
    await visit.lookAt(MIDDLE, STEPS_OUT)
    const [before, elements] = [await look(page), await count()]
    const { writes, updates } = record('live', ARTISTS, DURATION_MS, SEED)
    const artists = await joinRaw(socketUrl, ARTISTS)
    const recording = await recordWhile(visit, () => artists.play(writes))
    check(differingShare(before, await look(page)) > 0.01, 'nothing of what the others draw is shown')
    await rest()
    await artists.leave()
    check((await count()) === elements + updates.length, 'strokes of the others are missing')
    return frameFigures(recording)
  },
}
