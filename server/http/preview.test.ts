import { expect, it } from 'vitest'
import { patch } from '../testing/requests.ts'
import { start } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import type { RunningServer } from '../server.ts'

async function make(server: RunningServer, anyone: 'view' | null): Promise<NewBoard> {
  const body = JSON.stringify({ anyone })
  const headers = { 'Content-Type': 'application/json' }
  return (await (await fetch(`${server.url}/api/boards`, { method: 'POST', headers, body })).json()) as NewBoard
}

/** Width and height of a PNG, pixels. */
async function sizeOf(response: Response): Promise<number[]> {
  expect(response.headers.get('content-type')).toBe('image/png')
  const header = new DataView(await response.arrayBuffer(), 16)
  return [header.getUint32(0), header.getUint32(4)]
}

async function tokenOf(server: RunningServer, { id, links }: NewBoard): Promise<string> {
  const body = JSON.stringify({ link: new URL(links.own).hash.slice('#k='.length) })
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${server.url}/api/boards/${id}/session`, { method: 'POST', headers, body })
  return ((await response.json()) as { token: string }).token
}

const oembed = (server: RunningServer, url: string, more = '') =>
  fetch(`${server.url}/oembed?url=${encodeURIComponent(url)}${more}`)

it('[WEB1] the page of a board that opens to its address says what it looks like, and how it is embedded', async () => {
  const server = await start()
  const { id } = await make(server, 'view')
  for (const kind of ['b', 'embed']) {
    const page = await (await fetch(`${server.url}/${kind}/${id}`)).text()
    expect(page).toContain(`<meta property="og:image" content="${server.url}/b/${id}.png?width=1200&amp;height=630">`)
    expect(page).toContain('<meta name="twitter:card" content="summary_large_image">')
    expect(page).toContain(`<noscript><img src="/b/${id}.svg"`)
    const discovered = /application\/json\+oembed"[^>]* href="([^"]*)"/.exec(page)?.[1]
    expect((await fetch(discovered ?? '')).status).toBe(200)
    const image = /og:image" content="([^"]*)"/.exec(page)?.[1]
    const picture = await fetch((image ?? '').replaceAll('&amp;', '&'))
    expect(await sizeOf(picture)).toEqual([1_200, 630])
  }
})

it('[WEB2] the page of a board that opens with a link says nothing of it', async () => {
  const server = await start()
  const { id } = await make(server, null)
  for (const kind of ['b', 'embed']) {
    const page = await (await fetch(`${server.url}/${kind}/${id}`)).text()
    expect(page).not.toContain(id)
    expect(page).not.toMatch(/og:|oembed/)
  }
})

it('[WEB3] oEmbed answers a frame to whoever knows the address, or the link where there is one', async () => {
  const server = await start()
  const open = await make(server, 'view')
  const answer = await oembed(server, `${server.url}/b/${open.id}`, '&maxwidth=400&maxheight=300')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  const found = (await answer.json()) as Record<string, unknown>
  expect(found).toMatchObject({ type: 'rich', version: '1.0', width: 400, height: 300 })
  expect(found['html']).toContain(`<iframe src="${server.url}/embed/${open.id}" `)

  const closed = await make(server, null)
  expect((await oembed(server, `${server.url}/b/${closed.id}`)).status).toBe(401)
  expect((await oembed(server, `${closed.links.view}x`)).status).toBe(401)
  const shared = (await (await oembed(server, closed.links.view)).json()) as Record<string, string>
  expect(shared['html']).toContain(closed.links.view.replace('/b/', '/embed/'))
})

it('[WEB5] what other programs read of a board says what it is called', async () => {
  const server = await start()
  const open = await make(server, 'view')
  const title = '<b>"Plans" & more</b>'
  const headers = { Authorization: `Bearer ${await tokenOf(server, open)}` }
  const address = `${server.url}/api/boards/${open.id}/settings`
  expect((await patch(address, { title }, headers)).status).toBe(200)
  const told = async () =>
    ((await (await oembed(server, `${server.url}/b/${open.id}`)).json()) as Record<string, unknown>)['title']
  await expect.poll(told, { timeout: 20_000 }).toBe(title)
  const page = await (await fetch(`${server.url}/b/${open.id}`)).text()
  expect(page).toContain('<meta property="og:title" content="&lt;b&gt;&quot;Plans&quot; &amp; more&lt;/b&gt;">')
  expect(page).not.toContain('<b>')
})

it('[WEB6] oEmbed names a picture of the board, as large as its frame, that opens to whoever may see the board', async () => {
  const server = await start()
  const open = await make(server, 'view')
  const closed = await make(server, null)
  for (const url of [`${server.url}/b/${open.id}`, closed.links.view]) {
    const answer = await oembed(server, url, '&maxwidth=300&maxheight=400')
    const found = (await answer.json()) as Record<string, string>
    expect(found).toMatchObject({ thumbnail_width: 300, thumbnail_height: 400 })
    expect(await sizeOf(await fetch(found['thumbnail_url'] ?? ''))).toEqual([300, 400])
    // A picture, and nothing of the board that is not one.
    const file = (found['thumbnail_url'] ?? '').replace('.png?', '.json?')
    if (url === closed.links.view) expect((await fetch(file)).status).toBe(403)
  }
})

it.each([
  ['https://elsewhere.example/b/abcdefghijkl', 404],
  ['SERVER/b/never-created-board', 404],
  ['SERVER/nothing', 404],
  ['nonsense', 400],
])('[WEB3] %s is no board: %i', async (url, status) => {
  const server = await start()
  expect((await oembed(server, url.replace('SERVER', server.url))).status).toBe(status)
})
