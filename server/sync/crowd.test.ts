import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunningServer } from '../server.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start } from '../testing/start.ts'
import { joinStock, presenceUntil } from '../testing/stock-client.ts'
import { Crowd } from './crowd.ts'

const { crowdFrom, crowdUntil, crowdShown, crowdActive, crowdAudiences } = SERVER_LIMITS
const QUARTER = 100_000

/** Somebody who looks at a place and points at it; every fourth at each of four places far apart. */
const at = (n: number): { readonly x: number; readonly y: number } => ({ x: (n % 4) * QUARTER + n, y: n })
const stateAt = (n: number): object => {
  const { x, y } = at(n)
  return { n, cursor: { x, y }, view: { minX: x - 500, minY: y - 500, maxX: x + 500, maxY: y + 500 } }
}

/** Comes to the board, says where it is, and knows our messages. */
async function join(server: RunningServer, board: string, n: number): Promise<RawClient> {
  const client = await RawClient.sync(server, board)
  client.presence(stateAt(n))
  await client.saved(1)
  return client
}

async function crowd(server: RunningServer, board: string, size: number): Promise<RawClient[]> {
  const clients: RawClient[] = []
  while (clients.length < size) {
    const next = Array.from({ length: Math.min(40, size - clients.length) }, (_, n) => clients.length + n)
    clients.push(...(await Promise.all(next.map((n) => join(server, board, n)))))
  }
  return clients
}

const count = ({ received }: RawClient): number | undefined =>
  received.findLast((message) => message.type === 'crowd')?.people

describe('a crowded board', () => {
  it('[HERE7] up to 64 people everybody sees everybody; with one more each sees 64, and how many there are', async () => {
    const server = await start()
    const board = await newBoard(server)
    const clients = await crowd(server, board, crowdFrom)
    for (const client of clients) await client.until(({ people }) => people.size === crowdFrom)
    expect(clients.map(count)).toEqual(clients.map(() => undefined))
    const stock = await joinStock('3.1', server, board)
    stock.provider.awareness.setLocalState(stateAt(0))
    for (const client of clients) {
      await client.until((one) => count(one) === crowdFrom + 1)
      expect(client.people.size).toBe(crowdShown)
    }
    // Stock clients are shown as many, and never hear of the rest; themselves they know anyway.
    await presenceUntil(stock, (states) => states.size >= crowdShown)
    expect(stock.provider.awareness.getStates().size).toBeLessThanOrEqual(crowdShown + 1)
    expect(Math.max(...stock.types)).toBeLessThan(102)
    // When enough have left, everybody sees everybody again.
    const [first, ...others] = clients as [RawClient, ...RawClient[]]
    await Promise.all(others.slice(crowdUntil - 2).map((client) => client.leave()))
    await first.until((one) => count(one) === 0)
    await first.until(({ people }) => people.size === crowdUntil)
  })

  it('[HERE8] of 640 people each sees 64, those near to where it looks, and what is sent does not grow with the square of their number', async () => {
    const size = 10 * crowdFrom
    const server = await start()
    const board = await newBoard(server)
    const clients = await crowd(server, board, size)
    for (const client of clients) await client.until((one) => count(one) === size)
    for (const [n, client] of clients.entries()) {
      const quarter = n % 4
      await client.until(({ people }) => {
        const near = [...people.values()].filter((state) => (state as { n: number }).n % 4 === quarter).length
        return people.size === crowdShown && near >= crowdShown - crowdActive
      })
    }
    const before = clients.map(({ received }) => received.length)
    for (const client of clients) client.presence(client.people.get(client.doc.clientID) ?? { n: 0 })
    for (const client of clients) await client.saved(2)
    for (const [n, client] of clients.entries()) {
      const told = client.received
        .slice(before[n])
        .reduce((sum, message) => sum + (message.type === 'presence' ? message.people.length : 0), 0)
      // Each of those in sight once; a regrouping may have come between.
      expect(told).toBeLessThan(3 * crowdShown)
    }
  }, 90_000)
})

describe('who sees whom', () => {
  const place = fc.record({ x: fc.integer({ min: -1e6, max: 1e6 }), y: fc.integer({ min: -1e6, max: 1e6 }) })
  const somebody = fc.record({ place: fc.option(place, { nil: undefined }), activity: fc.nat(1_000) })
  const everybody = fc
    .array(somebody, { minLength: crowdFrom + 1, maxLength: 300 })
    .map((people) => people.map((person, client) => ({ ...person, client })))

  it('[HERE9] shows each audience the most active and as many others as there is room for, in a few audiences', () => {
    fc.assert(
      fc.property(everybody, (people) => {
        const crowd = new Crowd()
        crowd.regroup(
          people.flatMap((person) => person.place ?? []),
          people,
        )
        expect(crowd.audiences).toHaveLength(crowdAudiences)
        const busiest = people.toSorted((a, b) => b.activity - a.activity)[crowdActive - 1]!.activity
        for (const { shown } of crowd.audiences) {
          expect(shown.size).toBe(crowdShown)
          for (const { client, activity } of people) if (activity > busiest) expect(shown.has(client)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('[HERE9] shows the same people again while nothing much changes', () => {
    fc.assert(
      fc.property(
        everybody,
        fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 2, maxLength: 10 }),
        (people, jitter) => {
          const crowd = new Crowd()
          const regroup = (by: number): void => {
            const moved = people.map((person) => ({
              ...person,
              place: person.place && { x: person.place.x + by, y: person.place.y - by },
            }))
            crowd.regroup(
              moved.flatMap((person) => person.place ?? []),
              moved,
            )
          }
          // Audiences find their place first.
          for (let round = 0; round < 50; round++) regroup(0)
          const before = crowd.audiences.map(({ shown }) => shown)
          for (const by of jitter) regroup(by)
          expect(crowd.audiences.map(({ shown }) => shown)).toEqual(before)
        },
      ),
      { numRuns: 50, seed: 20_261_122 },
    )
  })

  it('[HERE9] leaves nobody in an audience that looks elsewhere', () => {
    const crowd = new Crowd()
    const people = Array.from({ length: 200 }, (_, client) => ({ client, place: at(client), activity: 0 }))
    for (let round = 0; round < 5; round++)
      crowd.regroup(
        people.map((person) => person.place),
        people,
      )
    for (const { place: look } of people) {
      const { centre } = crowd.audienceFor(look, undefined)
      expect(Math.abs((centre?.x ?? Number.POSITIVE_INFINITY) - look.x)).toBeLessThan(QUARTER / 2)
    }
  })
})
