import { expect, it } from 'vitest'
import { BOARD_STATUS } from '#board/protocol.ts'
import { RawClient } from '../testing/raw-client.ts'
import { patch, post } from '../testing/requests.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'

/** A board whose owner can say what holds, and people by the edit link. */
async function board() {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const url = `${server.url}/api/boards/${id}`
  const own = await tokenOf(links.own)
  const rule = async (rules: object): Promise<void> => {
    expect((await patch(`${url}/access`, rules, { Authorization: `Bearer ${own}` })).status).toBe(200)
  }
  const join = async (browser: string): Promise<RawClient> =>
    RawClient.sync(server, id, `?token=${await tokenOf(links.edit, { browser })}`)
  return { url, links, rule, join, owner: await RawClient.sync(server, id, `?token=${own}`) }
}

const vectors = ({ received }: RawClient): number => received.filter(({ type }) => type === 'vector').length

it('[ACC50] in slow mode a change that comes too early is asked for when it is time, and nothing is lost', async () => {
  const { rule, join, owner } = await board()
  await rule({ slowSeconds: 600 })
  const ann = await join('browser-of-ann')
  ann.push('first')
  await ann.saved(1)
  const asked = vectors(ann)
  ann.push('second')
  ann.push('third')
  ann.watermark(2)
  expect((await ann.next('wait')).seconds).toBeGreaterThan(1)
  expect(owner.elements).toEqual(['first'])
  // It may be asked once too early: by then the pace has changed, and the second may not be over.
  await rule({ slowSeconds: 1 })
  let answered = asked
  await ann.until((client) => {
    if (vectors(client) > answered) {
      answered = vectors(client)
      client.answer()
    }
    return client.received.some((message) => message.type === 'watermark' && message.n === 2)
  })
  await owner.until(({ elements }) => elements.length === 3)
})

it('[ACC50] slow mode counts for each person apart, not for owners, and ends at once when it is switched off', async () => {
  const { rule, join, owner } = await board()
  await rule({ slowSeconds: 600 })
  const [ann, ben] = [await join('browser-of-ann'), await join('browser-of-ben')]
  for (const [index, client] of [ann, ben].entries()) {
    client.push(`first ${index}`)
    await client.saved(1)
  }
  for (const n of [1, 2, 3]) {
    owner.push(`owner ${n}`)
    await owner.saved(n)
  }
  const asked = vectors(ann)
  ann.push('too early')
  expect(await ann.next('wait')).toMatchObject({ type: 'wait' })
  await rule({ slowSeconds: 0 })
  await ann.until((client) => vectors(client) > asked)
  ann.answer()
  await ann.saved(2)
  await owner.until(({ elements }) => elements.includes('too early'))
})

it('[ACC51] in slow mode programs are told when to come back, and live work of those who wait reaches nobody', async () => {
  const { url, links, rule, join, owner } = await board()
  await rule({ slowSeconds: 600 })
  const headers = { Authorization: `Bearer ${await tokenOf(links.edit, { browser: 'browser-of-bot' })}` }
  const draw = (): Promise<Response> =>
    patch(`${url}/elements`, { add: [{ kind: 'note', box: [0, 0, 10, 10] }] }, headers)
  expect((await draw()).status).toBe(200)
  const refused = await draw()
  expect([refused.status, Number(refused.headers.get('Retry-After')) > 500]).toEqual([429, true])
  expect(await refused.json()).toMatchObject({ code: 'too-many-requests' })
  const [ann, ben] = [await join('browser-of-ann'), await join('browser-of-ben')]
  owner.watermark(0)
  for (const client of [ann, ben]) client.presence({ user: { name: 'somebody', color: '#d6336c' } })
  ann.push('first')
  await ann.saved(1)
  ann.live(Uint8Array.of(1))
  await ann.saved(2)
  ben.live(Uint8Array.of(2))
  expect((await owner.next('live')).payload).toEqual(Uint8Array.of(2))
  expect((await post(`${url}/session`, {})).status).toBe(401)
})

it('[ACC52] a frozen board says so to everybody who is there, and so does one that is open again', async () => {
  const { rule, owner } = await board()
  await owner.saved(1)
  await rule({ cap: 'view' })
  await owner.until(({ received }) =>
    received.some((message) => message.type === 'status' && message.bits === BOARD_STATUS.frozen),
  )
  await rule({ cap: null })
  await owner.until(({ received }) => {
    const last = received.findLast(({ type }) => type === 'status')
    return last?.type === 'status' && last.bits === 0
  })
})
