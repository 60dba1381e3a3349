import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CLOSE, waitSecondsOf } from '#board/protocol.ts'
import { TINY_GIF } from '#board/testing/pictures.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { RunningServer } from '../server.ts'
import { Admissions } from '../sync/admissions.ts'
import { AUDIENCE, testHost } from '../testing/host.ts'
import type { TestHost } from '../testing/host.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, start } from '../testing/start.ts'
import { countedAs } from './counted.ts'
import type { Counted } from './counted.ts'
import { readHostKeys } from './host-keys.ts'
import { Rates } from './rates.ts'

const SCHOOL = '203.0.113.1'
const HASH = createHash('sha256').update(TINY_GIF).digest('hex')

interface Opened {
  readonly server: RunningServer
  readonly id: string
  /** A session of a guest's browser, from the school. */
  readonly guest: (browser: string) => Promise<string>
  /** A session of somebody whom a host vouches for. */
  readonly pupil: (sub: string) => Promise<string>
}

/** A board that is embedded by a host, and its link to edit. */
async function open(limits: Partial<Limits>): Promise<Opened> {
  const host: TestHost = await testHost('HS256')
  const server = await start(
    {},
    { limits, publicUrl: AUDIENCE, hostKeys: readHostKeys(JSON.stringify({ keys: [host.jwk] })) },
  )
  const { id, links } = await newLinkedBoard(server)
  const session = async (shown: object): Promise<string> => {
    const answer = await post(`${server.url}/api/boards/${id}/session`, shown)
    return ((await answer.json()) as { readonly token: string }).token
  }
  const link = new URL(links.edit).hash.slice('#k='.length)
  return {
    server,
    id,
    guest: (browser) => session({ link, browser: browser.padEnd(16, '_') }),
    pupil: async (sub) => session({ hostToken: await host.sign(id, { sub }) }),
  }
}

const knock = ({ server: { url }, id }: Opened, token: string, address: string): RawClient =>
  new RawClient(`${url.replace('http', 'ws')}/sync/${id}?token=${token}`, { address })

const enter = async (board: Opened, token: string, address = SCHOOL): Promise<RawClient> => {
  const client = knock(board, token, address)
  await client.next('vector')
  return client
}

async function expectFull(board: Opened, token: string, because: string, address = SCHOOL): Promise<void> {
  const { code, reason } = await knock(board, token, address).closed
  expect(code).toBe(CLOSE.tooManyRequests)
  expect(reason).toContain(because)
  expect(waitSecondsOf(reason)).toBeGreaterThan(0)
}

it('[GUARD23] sockets of guests count for each of them, and for the address; those of people whom somebody vouches for, for them alone', async () => {
  const board = await open({ personConnections: 2, addressConnections: 4 })
  const [ann, ben, cem] = [await board.guest('ann'), await board.guest('ben'), await board.guest('cem')]
  const here = [await enter(board, ann), await enter(board, ann)]
  await expectFull(board, ann, 'too many connections of yours')
  await enter(board, ben)
  await enter(board, cem)
  // The address is full now, for guests and for those who show nothing we have signed.
  await expectFull(board, ben, 'from this address')
  await expectFull(board, `${ben}x`, 'from this address')
  await expectFull(board, '', 'from this address')
  const [dora, emil] = [await board.pupil('dora'), await board.pupil('emil')]
  await enter(board, dora)
  await enter(board, dora)
  await expectFull(board, dora, 'too many connections of yours', '198.51.100.2')
  await enter(board, emil)
  // Somebody elsewhere who knows what a guest's browser calls itself takes nothing away from them.
  const double = await board.guest('ann')
  await enter(board, double, '198.51.100.3')
  await Promise.all(here.map((client) => client.leave()))
})

it('[GUARD23] pictures count for whoever sends them: 429, and when to come back; nobody else waits', async () => {
  const board = await open({ personFilesPerMinute: 2, addressFilesPerMinute: 3 })
  const put = (token: string): Promise<Response> =>
    fetch(`${board.server.url}/api/boards/${board.id}/files/${HASH}`, {
      method: 'PUT',
      body: TINY_GIF as Uint8Array<ArrayBuffer>,
      headers: { Authorization: `Bearer ${token}`, 'X-Forwarded-For': SCHOOL },
    })
  const expectTooMany = async (answer: Response, because: string): Promise<void> => {
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ code: 'too-many-requests', detail: because })
  }
  const [ann, ben] = [await board.guest('ann'), await board.guest('ben')]
  for (let at = 0; at < 2; at++) expect((await put(ann)).ok).toBe(true)
  await expectTooMany(await put(ann), 'Too many pictures were sent by you.')
  expect((await put(ben)).ok).toBe(true)
  await expectTooMany(await put(ben), 'Too many pictures were sent from where you are.')
  for (const sub of ['dora', 'emil']) {
    const pupil = await board.pupil(sub)
    for (let at = 0; at < 2; at++) expect((await put(pupil)).ok).toBe(true)
    await expectTooMany(await put(pupil), 'Too many pictures were sent by you.')
  }
})

it('[GUARD23] boards of people who are logged in count for each of them, and not for their address', async () => {
  const server = await start(
    {},
    {
      limits: { personBoardsPerHour: 2, addressBoardsPerHour: 1 },
      trustedProxies: ['127.0.0.0/8', '::1'],
      proxyHeaders: { user: 'remote-user', name: undefined },
    },
  )
  const make = (user: string | undefined): Promise<Response> =>
    post(
      `${server.url}/api/boards`,
      {},
      {
        'X-Forwarded-For': SCHOOL,
        Origin: server.url,
        ...(user !== undefined && { 'Remote-User': user }),
      },
    )
  expect((await make(undefined)).status).toBe(201)
  expect((await make(undefined)).status).toBe(429)
  for (const user of ['ada', 'bob']) {
    for (let at = 0; at < 2; at++) expect((await make(user)).status).toBe(201)
    const third = await make(user)
    expect(third.status).toBe(429)
    expect(await third.json()).toMatchObject({ detail: 'Too many boards were made by you.' })
  }
})

const guestsOf = (count: number): Counted[] =>
  Array.from({ length: count }, (_, at) => countedAs({ principal: `link/browser-${at}`, vouched: null }, SCHOOL))

it('[GUARD23] a class of thirty and a school of a thousand behind one address meet no limit that is meant for one person', () => {
  for (const people of [30, 1_000]) {
    const admissions = new Admissions(DEFAULT_LIMITS)
    const coming = [...guestsOf(people), ...guestsOf(people)].map((guest) => admissions.admit(guest, 0).type)
    expect(new Set(coming)).toEqual(new Set(['admitted']))
    const { personFilesPerMinute, addressFilesPerMinute } = DEFAULT_LIMITS
    const files = new Rates({ person: personFilesPerMinute, address: addressFilesPerMinute }, 60_000)
    const sent = Array.from({ length: 5 }, () => guestsOf(people).map((guest) => files.spend(guest, 0))).flat()
    expect(new Set(sent)).toEqual(new Set([undefined]))
    const { personBoardsPerHour, addressBoardsPerHour } = DEFAULT_LIMITS
    const boards = new Rates({ person: personBoardsPerHour, address: addressBoardsPerHour }, 3_600_000)
    const made = [...guestsOf(people), ...guestsOf(people)].map(({ address }) =>
      boards.spend({ person: undefined, address }, 0),
    )
    expect(new Set(made)).toEqual(new Set([undefined]))
  }
})

it('[GUARD23] whatever comes in whatever order: nobody does more than they may, and what is refused is not counted', () => {
  const asked = fc.array(
    fc.record({ person: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }), isVouched: fc.boolean() }),
  )
  fc.assert(
    fc.property(
      asked,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (comers, most, mostOfAddress) => {
        const rates = new Rates({ person: most, address: mostOfAddress }, 60_000)
        const counts = new Map<string, number>()
        const of = (key: string): number => counts.get(key) ?? 0
        for (const { person, isVouched } of comers) {
          const claim =
            person === undefined
              ? undefined
              : { principal: person, vouched: isVouched ? { role: null, name: person } : null }
          const counted = countedAs(claim, SCHOOL)
          const keys = [counted.person, counted.address].filter((key) => key !== undefined)
          const isOver = keys.some((key) => of(key) >= (key === SCHOOL ? mostOfAddress : most))
          expect(rates.spend(counted, 0) !== undefined).toBe(isOver)
          if (!isOver) for (const key of keys) counts.set(key, of(key) + 1)
        }
      },
    ),
  )
})
