import type { Page } from 'playwright'
import { beforeAll, expect, it } from 'vitest'
import type { LinkedBoard } from './drawbridge.ts'
import { type Site, useSite } from './site.ts'
import { usePerson, useWorld } from './world.ts'

/** Two sites that are not ours: each is an origin of its own by its port. */
const [allowed, hostile] = [useSite(), useSite()]
const world = useWorld({ settings: () => ({ ALLOWED_ORIGINS: allowed.origin }) })
const visitor = usePerson(world)
let board: LinkedBoard

beforeAll(async () => {
  board = await world.server.newLinkedBoard()
})

/** A token that is good: what is refused is refused for where it is used. */
async function goodToken(of = board): Promise<string> {
  const { hash } = new URL(of.links.own)
  const body = JSON.stringify({ link: hash.slice('#k='.length) })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${world.server.url}/api/boards/${of.id}/session`, { method: 'POST', headers, body })
  return ((await answer.json()) as { readonly token: string }).token
}

/** In a page: what comes of a socket to the board, a code or the first message. */
const connect = ({ url, token }: { url: string; token: string }) =>
  new Promise<number | 'open'>((resolve) => {
    const socket = new WebSocket(url, ['drawbridge', `token.${token}`])
    socket.addEventListener('message', () => resolve('open'))
    socket.addEventListener('close', ({ code }) => resolve(code))
  })

const socketOf = () => `${world.server.url.replace('http', 'ws')}/sync/${board.id}`

async function visit({ origin }: Site): Promise<Page> {
  await visitor.page.goto(origin)
  return visitor.page
}

it('[ACC24] a page of a site that is allowed connects, one of any other site is refused whatever token it has', async () => {
  const token = await goodToken()
  expect(await (await visit(allowed)).evaluate(connect, { url: socketOf(), token })).toBe('open')
  expect(await (await visit(hostile)).evaluate(connect, { url: socketOf(), token })).toBe(4403)
})

it('[ACC24] a sandboxed frame, whose origin is null, is refused', async () => {
  const page = await visit(allowed)
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.sandbox.add('allow-scripts')
    frame.srcdoc = '<!doctype html><title>null</title>'
    document.body.append(frame)
    return new Promise((resolve) => frame.addEventListener('load', resolve))
  })
  const frame = page.frames().find((one) => one.parentFrame() !== null)
  expect(await frame?.evaluate(() => self.origin)).toBe('null')
  expect(await frame?.evaluate(connect, { url: socketOf(), token: await goodToken() })).toBe(4403)
})

it('[ACC24] another site gets no answer from the API', async () => {
  const page = await visit(hostile)
  const outcome = await page.evaluate(
    async ({ url, token }) => {
      const answers = [fetch(url), fetch(url, { headers: { Authorization: `Bearer ${token}` } })]
      return (await Promise.allSettled(answers)).map(({ status }) => status)
    },
    { url: `${world.server.url}/api/boards/${board.id}/state`, token: await goodToken() },
  )
  expect(outcome).toEqual(['rejected', 'rejected'])
})

it('[ACC24] no site can show the board’s own page in a frame', async () => {
  for (const site of [allowed, hostile]) {
    const page = await visit(site)
    await page.evaluate((src) => {
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.append(frame)
      return new Promise((resolve) => frame.addEventListener('load', resolve))
    }, board.links.own)
    const framed = page.frames().find((one) => one.parentFrame() !== null)
    expect(framed?.url()).not.toContain(world.server.url)
  }
})
