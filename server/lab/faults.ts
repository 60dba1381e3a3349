import { createRandom } from '#board/testing/random.ts'
import { Crowd, sleep } from './crowd.ts'
import { NETWORK_FAULTS, Proxy } from './proxy.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import { STOCK_VERSIONS } from '../testing/stock-providers.ts'
import { StockPerson, agreeWith } from './stock-person.ts'
import { withSubject } from './with-subject.ts'

/** How long a network is broken, and whole, at most, milliseconds. */
const BROKEN_MS = 120
const WHOLE_MS = 60

/** People behind a network that breaks time and again, some with stock clients, and others on a good one, who must not notice. */
export async function runFaultsLab(options: { readonly faults: number; readonly seed: number }): Promise<LabReport> {
  const { faults, seed } = options
  const random = createRandom(seed)
  const [near, far] = [new Crowd(seed), new Crowd(seed + 1)]
  const stock: StockPerson[] = []
  const failures = await withSubject({ idleRoomMs: 5 }, async (subject) => {
    const proxy = new Proxy(subject, random)
    await proxy.listen()
    await near.settle(subject, 1, 3)
    await far.settle(subject, 2, 4)
    for (const person of far.people) await person.leave()
    const [board] = far.places
    if (board !== undefined) stock.push(...STOCK_VERSIONS.map((version) => new StockPerson(version, proxy, board)))
    const working = [near.work(subject, 'nobody'), far.work(proxy, 'the lost')]
    for (let n = 0; n < faults; n++) {
      await sleep(random.int(WHOLE_MS))
      for (const person of stock) person.act(random)
      proxy.break(NETWORK_FAULTS[n % NETWORK_FAULTS.length] ?? 'reset')
      await sleep(random.int(BROKEN_MS))
      random.pick(stock).act(random)
      proxy.mend()
    }
    for (const crowd of [near, far]) crowd.rest()
    await Promise.all(working)
    // The network is whole: everybody comes back over a connection of today.
    for (const person of far.people) await person.leave()
    const disturbed = near.people.filter(({ closes }) => closes.length > 0).length
    const unheard = board === undefined ? [] : await agreeWith(subject, board, stock)
    const wrong = [...unheard, ...(await near.reckon(subject)), ...(await far.reckon(proxy))]
    proxy.close()
    return disturbed > 0 ? [...wrong, `${disturbed} people on a good network lost their connection`] : wrong
  })
  for (const one of [near, far, ...stock]) one.destroy()
  const again = `npm run lab -- faults ${faults} ${seed}`
  const acknowledged = near.acknowledged + far.acknowledged
  const figures = { faults, acknowledged, reconnects: far.people.reduce((sum, { closes }) => sum + closes.length, 0) }
  return { lab: 'faults', seed, figures, failures: failures.map((fault) => `${fault}; ${again}`) }
}

/** `faults [faults] [seed]` */
export function run(args: readonly string[]): Promise<LabReport> {
  return runFaultsLab(numbersFrom(args, { faults: 200, seed: anySeed() }))
}
