import { expect, it } from 'vitest'
import { patch, post } from '../testing/requests.ts'
import { newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'

const DAY_MS = 86_400_000
const at = (ms: number): string => new Date(ms).toISOString()
const bearer = async (link: string) => ({ Authorization: `Bearer ${await tokenOf(link)}` })

async function sign(board: NewBoard, link: string, wish: object): Promise<Response> {
  const { origin } = new URL(board.url)
  return post(`${origin}/api/boards/${board.id}/picture-urls`, wish, await bearer(link))
}

const urlOf = async (answer: Response): Promise<string> => ((await answer.json()) as { readonly url: string }).url
const status = async (url: string): Promise<number> => (await fetch(url)).status
/** Why an address is refused. */
async function refusal(url: string): Promise<object> {
  const answer = await fetch(url)
  const { code, detail } = (await answer.json()) as { readonly code: string; readonly detail: string }
  return { status: answer.status, code, detail }
}
const ENDED = { status: 401, code: 'picture-address-ended', detail: 'This address of a picture has ended.' }
const OTHER = { status: 401, code: 'picture-address-other', detail: 'This address was signed for another picture.' }

it('[PIC15] a signed address opens the one picture that it was signed for, without a token, until its end', async () => {
  const clock = { nowMs: Date.now() }
  const server = await start({ now: () => clock.nowMs })
  const [board, other] = [await newLinkedBoard(server), await newLinkedBoard(server)]
  const end = clock.nowMs + DAY_MS
  const answer = await sign(board, board.links.view, {
    format: 'svg',
    query: 'theme=dark&width=300',
    expiresAt: at(end),
  })
  expect(answer.status).toBe(200)
  const signed = (await answer.json()) as { readonly url: string; readonly expiresAt: string }
  expect(signed.expiresAt).toBe(at(end))
  const picture = await fetch(signed.url)
  expect(picture.status).toBe(200)
  expect(await picture.text()).toContain('width="300"')
  // The order of what is asked for says nothing.
  const { origin, pathname, searchParams } = new URL(signed.url)
  const turned = new URLSearchParams([...searchParams].reverse()).toString()
  expect(await status(`${origin}${pathname}?${turned}`)).toBe(200)
  const key = searchParams.get('key') ?? ''
  for (const wrong of [
    `/b/${board.id}.svg?key=${key}`,
    `/b/${board.id}.svg?theme=dark&width=301&key=${key}`,
    `/b/${board.id}.svg?theme=dark&width=300&download=1&key=${key}`,
    `/b/${board.id}.png?theme=dark&width=300&key=${key}`,
    `/b/${other.id}.svg?theme=dark&width=300&key=${key}`,
    `/api/boards/${board.id}/files/${'0'.repeat(64)}?key=${key}`,
    `/b/${board.id}.svg?theme=dark&width=300&key=${key.slice(0, -2)}`,
  ])
    expect([wrong, await refusal(origin + wrong)]).toEqual([wrong, OTHER])
  expect(await status(`${origin}/b/${board.id}.json?key=${key}`)).not.toBe(200)
  const asToken = { headers: { Authorization: `Bearer ${key}` } }
  expect((await fetch(`${origin}/api/boards/${board.id}/state`, asToken)).status).toBe(401)
  clock.nowMs = end
  expect(await refusal(signed.url)).toEqual(ENDED)
})

it('[PIC15] it ends before that with the link, or the board, that it came from', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const own = await bearer(board.links.own)
  const links = `${server.url}/api/boards/${board.id}/links`
  const until = at(Date.now() + DAY_MS)
  const wish = { format: 'svg', expiresAt: until }
  const made = (await (await post(links, { role: 'view', expiresAt: at(Date.now() + DAY_MS / 2) }, own)).json()) as {
    readonly id: string
    readonly url: string
    readonly expiresAt: string
  }
  const answer = (await (await sign(board, made.url, wish)).json()) as {
    readonly url: string
    readonly expiresAt: string
  }
  expect(answer.expiresAt).toBe(made.expiresAt)
  expect(await status(answer.url)).toBe(200)
  expect((await fetch(`${links}/${made.id}`, { method: 'DELETE', headers: own })).status).toBeLessThan(300)
  expect(await status(answer.url)).toBe(401)
})

it('[PIC16] only who could see it signs it: a moment of the past takes the role to edit, and its address shows that moment', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  await patch(`${server.url}/api/boards/${board.id}/settings`, { title: 'Once' }, await bearer(board.links.edit))
  const wish = { format: 'svg', query: 'version=1', expiresAt: at(Date.now() + DAY_MS) }
  expect((await sign(board, board.links.view, wish)).status).toBe(403)
  const url = await urlOf(await sign(board, board.links.edit, wish))
  expect(await status(url)).toBe(200)
  // The key that every page has for pictures still shows nothing but now.
  const { pictureKey } = (await (await openLink(board.links.edit)).json()) as { readonly pictureKey: string }
  expect(await status(`${server.url}/b/${board.id}.svg?version=1&key=${pictureKey}`)).toBe(403)
  expect((await post(`${server.url}/api/boards/${board.id}/picture-urls`, wish)).status).toBe(401)
})

it('[PIC16] what makes no sense is signed by nobody', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const expiresAt = at(Date.now() + DAY_MS)
  for (const wish of [
    {},
    { format: 'json', expiresAt },
    { format: 'svg' },
    { format: 'svg', expiresAt: at(Date.now() - 1) },
    { format: 'svg', expiresAt: at(Date.now() + 400 * DAY_MS) },
    { format: 'svg', expiresAt, query: 'width=many' },
    { format: 'svg', expiresAt, query: 'size=3' },
    { format: 'svg', expiresAt, query: 'key=x' },
    { format: 'svg', expiresAt, query: 'x'.repeat(5_000) },
  ])
    expect([wish, (await sign(board, board.links.own, wish)).status]).toEqual([wish, 400])
})
