import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { ROLES } from '#board/protocol.ts'
import { labelsOf } from '../testing/elements.ts'
import { HeldStorage } from '../testing/held-storage.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, start, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { NewBoard } from '../testing/start.ts'

const SCRIPT = `export const text = '${'drawbridge '.repeat(500)}'`

/** A build with pages that are easy to tell apart. */
function builtPages(): URL {
  const folder = temporaryFolder()
  const web = join(folder, 'web')
  mkdirSync(join(web, 'assets'), { recursive: true })
  for (const page of ['index', 'board', 'embed']) writeFileSync(join(web, `${page}.html`), `<title>${page}</title>`)
  writeFileSync(join(web, 'assets', 'main-abc123.js'), SCRIPT)
  for (const name of ['embed.js', 'embed.mjs', 'embed.d.ts']) writeFileSync(join(web, name), SCRIPT)
  writeFileSync(join(web, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  return pathToFileURL(`${folder}/`)
}

/** A GET as it is, bytes and all: `fetch` decodes what was compressed. */
function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

it('[HTTP1] POST /api/boards makes a board: 201, its id and the URL that opens it', async () => {
  const server = await start()
  const response = await fetch(`${server.url}/api/boards`, { method: 'POST' })
  expect(response.status).toBe(201)
  const { id, url, links } = (await response.json()) as NewBoard
  expect(id).toMatch(/^[\w-]{22}$/)
  expect(url).toBe(links.edit)
  const address = `${server.url}/b/${id}`
  for (const role of ROLES)
    expect(links[role].split('#k=')).toEqual([address, expect.stringMatching(/^[oecv][\w-]{36}$/)])
  expect(response.headers.get('location')).toBe(address)
  const headers = { Authorization: `Bearer ${await tokenOf(links.view)}` }
  const info = await (await fetch(`${server.url}/api/boards/${id}`, { headers })).json()
  expect(info).toEqual({
    id,
    url: address,
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
    seq: 0,
    lost: 0,
  })
})

it('[HTTP1] behind a proxy, links are made with PUBLIC_URL', async () => {
  const server = await start({}, { publicUrl: 'https://draw.example' })
  const { url } = (await (await fetch(`${server.url}/api/boards`, { method: 'POST' })).json()) as { url: string }
  expect(url).toMatch(/^https:\/\/draw\.example\/b\//)
})

it.each([
  ['GET', '/api/boards/never-created-board', 404, 'no-such-board'],
  ['GET', '/api/boards/never-created-board/state', 404, 'no-such-board'],
  ['GET', '/api/boards/a.b', 404, 'no-such-board'],
  ['GET', '/api/boards/__proto__', 404, 'no-such-board'],
  ['GET', '/b/never-created-board.png', 404, 'no-such-board'],
  ['GET', '/api/nothing', 404, 'no-such-path'],
  ['GET', '/api', 404, 'no-such-path'],
  ['GET', '/sync/never-created-board', 404, 'no-such-path'],
  ['GET', '/api/boards', 405, 'method-not-allowed'],
  ['PUT', '/api/boards/never-created-board', 405, 'method-not-allowed'],
  ['GET', '/api/boards/%E0%A4%A', 400, 'bad-request'],
])('[HTTP2] %s %s: %i %s, as problem details', async (method, path, status, code) => {
  const server = await start()
  const response = await fetch(`${server.url}${path}`, { method })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
  })
})

it('[HTTP3] the state is the board as one update; it is not sent again while nothing changed', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/api/boards/${board}/state`
  const alice = await RawClient.sync(server, board)
  alice.push('a', 'b')
  await alice.saved(1)
  const first = await get(url)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, first.body)
  expect(labelsOf(doc)).toEqual(['a', 'b'])
  const tag = String(first.headers['etag'])
  expect((await get(url, { 'if-none-match': tag })).status).toBe(304)
  alice.push('c')
  await alice.saved(2)
  const changed = await get(url, { 'if-none-match': tag })
  expect(changed.status).toBe(200)
  expect(changed.headers['etag']).not.toBe(tag)
})

it('[HTTP3] the state comes compressed as the client likes it', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('x'.repeat(10_000))
  await alice.saved(1)
  const url = `${server.url}/api/boards/${board}/state`
  const plain = await get(url)
  const brotli = await get(url, { 'accept-encoding': 'gzip, br' })
  const gzip = await get(url, { 'accept-encoding': 'gzip' })
  expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip'])
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
  expect(gunzipSync(gzip.body)).toEqual(plain.body)
  expect(brotli.body.length).toBeLessThan(plain.body.length / 10)
})

it('[HTTP3] people who open a board at once cost one merge and get the same bytes', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(`${server.url}/api/boards/${board}/state`)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(storage.calls.state).toBe(1)
  expect(storage.calls.load).toBe(0)
})

it('[HTTP4] health: 200 and what is going on', async () => {
  const server = await start()
  await RawClient.sync(server, await newBoard(server))
  const response = await fetch(`${server.url}/healthz`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ status: 'ok', rooms: 1, connections: 1 })
})

it.each([
  ['/', 200, 'index'],
  ['/b/BOARD', 200, 'board'],
  ['/embed/BOARD', 200, 'embed'],
  ['/b/never-created-board', 404, 'board'],
  ['/embed/never-created-board', 404, 'embed'],
  ['/b/short', 404, 'Nothing here'],
  ['/nowhere', 404, 'Nothing here'],
  ['/board.html', 404, 'Nothing here'],
  ['/board%2ehtml', 404, 'Nothing here'],
  ['/EMBED/BOARD', 404, 'Nothing here'],
  ['/assets/missing-abc.js', 404, 'Nothing here'],
  ['/assets/..%2f..%2fsecret.txt', 404, 'Nothing here'],
])('[HTTP5] %s: %i, the page "%s"', async (path, status, title) => {
  const server = await start({}, {}, builtPages())
  const board = await newBoard(server)
  const response = await fetch(`${server.url}${path.replace('BOARD', board)}`)
  expect(await response.text()).toContain(title)
  expect(response.status).toBe(status)
})

it('[HTTP11] an address that leads nowhere says so in the language of whoever reads it', async () => {
  const server = await start({}, {}, builtPages())
  const read = async (reader: string): Promise<string> => {
    const response = await fetch(`${server.url}/nowhere`, { headers: { 'Accept-Language': reader } })
    expect(response.headers.get('vary')).toMatch(/accept-language/i)
    return await response.text()
  }
  expect(await read('de-AT, en;q=0.5')).toMatch(/<html lang="de">.*Hier ist nichts/s)
  expect(await read('pl, es;q=0.3')).toMatch(/<html lang="es">.*Aquí no hay nada/s)
  expect(await read('pl')).toMatch(/<html lang="en">.*Nothing here/s)
})

it('[HTTP6] built files are kept for ever and come compressed; files beside the pages are served', async () => {
  const server = await start({}, {}, builtPages())
  const url = `${server.url}/assets/main-abc123.js`
  const [plain, brotli, gzip] = await Promise.all([
    get(url),
    get(url, { 'accept-encoding': 'br' }),
    get(url, { 'accept-encoding': 'gzip' }),
  ])
  for (const { headers } of [plain, brotli, gzip]) {
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toMatch(/javascript/)
  }
  expect(String(plain.body)).toBe(SCRIPT)
  expect(String(brotliDecompressSync(brotli.body))).toBe(SCRIPT)
  expect(String(gunzipSync(gzip.body))).toBe(SCRIPT)
  expect((await get(`${server.url}/favicon.svg`)).headers['content-type']).toMatch(/^image\/svg/)
})

it.each([
  ['embed.js', /javascript/],
  ['embed.mjs', /javascript/],
  ['embed.d.ts', /text\/plain/],
])('[HOST15] %s: any site may load it, and it comes compressed', async (name, type) => {
  const server = await start({}, {}, builtPages())
  const { headers, body } = await get(`${server.url}/${name}`, { 'accept-encoding': 'br' })
  expect(String(brotliDecompressSync(body))).toBe(SCRIPT)
  expect(headers['content-type']).toMatch(type)
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
})

it('[ACC7] embeds may be framed by anybody, nothing else by anyone; scripts and connections are our own', async () => {
  const server = await start({}, {}, builtPages())
  const board = await newBoard(server)
  const page = (await fetch(`${server.url}/b/${board}`)).headers
  const embed = (await fetch(`${server.url}/embed/${board}`)).headers
  expect(page.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(page.get('x-frame-options')).toBe('DENY')
  expect(embed.get('content-security-policy')).not.toContain('frame-ancestors')
  expect(embed.get('x-frame-options')).toBeNull()
  for (const headers of [page, embed]) {
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`)
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  }
})

it('[ACC60] the camera is for pages of boards alone, and no page uses anything else of the device', async () => {
  const server = await start({}, {}, builtPages())
  const board = await newBoard(server)
  const policyOf = async (path: string) => (await fetch(`${server.url}${path}`)).headers.get('permissions-policy')
  for (const path of [`/b/${board}`, `/embed/${board}`]) expect(await policyOf(path)).toContain('camera=(self),')
  for (const path of ['/', `/b/${board}.svg`, '/api/health']) expect(await policyOf(path)).toContain('camera=(),')
  expect(await policyOf(`/b/${board}`)).toContain('microphone=()')
})

it('[ACC8] a Host header that is no host gets into no answer', async () => {
  const server = await start({}, {}, builtPages())
  const evil = await get(server.url, { host: 'evil.example; script-src *' })
  expect(JSON.stringify(evil.headers)).not.toContain('evil')
})

it.each(['h2c', 'TLS/1.0'])(
  '[HTTP7] a client that offers %s with its request gets a plain answer to it',
  async (upgrade) => {
    const server = await start()
    const offer = { connection: 'Upgrade, HTTP2-Settings', upgrade, 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA' }
    const health = await get(`${server.url}/healthz`, offer)
    expect(health.status).toBe(200)
    expect(JSON.parse(health.body.toString())).toMatchObject({ status: 'ok' })
    expect((await get(`${server.url}/api/nothing`, offer)).status).toBe(404)
  },
)
