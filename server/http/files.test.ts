import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { readImage } from '#board/files/image-file.ts'
import { TINY_GIF, withJpegMetadata } from '#board/testing/pictures.ts'
import type { RunningServer } from '../server.ts'
import { newBoard, start } from '../testing/start.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function png(width = 40, height = 30, color = '#c33'): Uint8Array {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, width, height)
  return new Uint8Array(canvas.toBuffer('image/png'))
}

const jpeg = (): Uint8Array => readImage(new Uint8Array(createCanvas(20, 10).toBuffer('image/jpeg'))).bytes

const urlOf = ({ url }: RunningServer, board: string, hash: string): string =>
  `${url}/api/boards/${board}/files/${hash}`

const put = (
  server: RunningServer,
  board: string,
  bytes: Uint8Array,
  { hash = sha256(bytes), query = '', from = '198.51.100.1' } = {},
): Promise<Response> =>
  fetch(`${urlOf(server, board, hash)}${query}`, {
    method: 'PUT',
    body: bytes as Uint8Array<ArrayBuffer>,
    headers: { 'X-Forwarded-For': from },
  })

it.each([
  ['image/png', png(), 40, 30],
  ['image/jpeg', jpeg(), 20, 10],
  ['image/gif', TINY_GIF, 1, 1],
])(
  '[IMG5] PUT of a picture under its SHA-256: 201, and GET gives back the same bytes as %s',
  async (type, bytes, width, height) => {
    const server = await start()
    const board = await newBoard(server)
    const hash = sha256(bytes)
    const made = await put(server, board, bytes)
    expect(made.status).toBe(201)
    expect(await made.json()).toEqual({ hash, type, width, height, bytes: bytes.length })
    expect((await put(server, board, bytes)).status).toBe(200)
    const got = await fetch(urlOf(server, board, hash))
    expect(got.headers.get('content-type')).toBe(type)
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes)
  },
)

it('[IMG6] a picture may be kept for ever, opened by itself does nothing, and is nothing else than it says', async () => {
  const server = await start()
  const board = await newBoard(server)
  const bytes = png()
  await put(server, board, bytes)
  const { headers } = await fetch(urlOf(server, board, sha256(bytes)), { method: 'HEAD' })
  expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  const again = await fetch(urlOf(server, board, sha256(bytes)), {
    headers: { 'If-None-Match': headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})

it('[IMG7] a file is on the boards that were given it and on no other: knowing its hash opens nothing', async () => {
  const server = await start()
  const [board, other] = [await newBoard(server), await newBoard(server)]
  const bytes = png()
  await put(server, board, bytes)
  const elsewhere = await fetch(urlOf(server, other, sha256(bytes)))
  expect(elsewhere.status).toBe(404)
  expect(elsewhere.headers.get('cache-control')).toBe('no-store')
  expect(await elsewhere.json()).toMatchObject({ code: 'no-such-file' })
  expect((await fetch(urlOf(server, board, 'not-a-hash'))).status).toBe(404)
  expect((await fetch(urlOf(server, board, sha256(TINY_GIF)))).status).toBe(404)
})

it.each<readonly [string, Uint8Array, { readonly hash?: string; readonly query?: string }, number, string]>([
  ['bytes that are not what the name says', png(), { hash: 'a'.repeat(64) }, 422, 'wrong-hash'],
  ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), {}, 415, 'unknown-format'],
  ['a page', new TextEncoder().encode('<script>alert(1)</script>'), {}, 415, 'unknown-format'],
  ['half a picture', png().subarray(0, 50), {}, 422, 'damaged'],
  ['a picture that says where it was taken', withJpegMetadata(jpeg()), {}, 422, 'not-only-a-picture'],
  ['a picture with a page behind it', Buffer.concat([png(), Buffer.from('<script>')]), {}, 422, 'not-only-a-picture'],
  ['a picture that is not what was written', spoilt(), {}, 422, 'damaged'],
  ['what only begins like a picture', forged(), {}, 422, 'not-decodable'],
  ['a picture from somebody who may only look', png(), { query: '?readonly' }, 403, 'role-too-low'],
])('[IMG8] refused: %s', async (_name, bytes, options, status, code) => {
  const server = await start()
  const board = await newBoard(server)
  const response = await put(server, board, bytes, options)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ status, code, detail: expect.any(String) })
  expect((await fetch(urlOf(server, board, options.hash ?? sha256(bytes)))).status).toBe(404)
})

/** Whole as a file, but there is nothing in it. */
function forged(): Uint8Array {
  const bytes = Buffer.alloc(60)
  bytes.write('RIFF\x34\0\0\0WEBPVP8 \x28\0\0\0', 'latin1')
  bytes.writeUInt16LE(20, 26)
  bytes.writeUInt16LE(20, 28)
  return bytes
}

/** Pixels that are noise. */
function spoilt(): Uint8Array {
  const bytes = Buffer.from(png(400, 300))
  const data = bytes.indexOf('IDAT') + 4
  randomBytes(bytes.readUInt32BE(data - 8)).copy(bytes, data)
  return bytes
}

it('[IMG8] a board that is not there takes no file', async () => {
  const server = await start()
  const response = await put(server, 'board-that-is-not-there', png())
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'no-such-board' })
})

it('[IMG9] pictures of more bytes or pixels than allowed are refused before they are decoded, however they are sent', async () => {
  const server = await start({}, { limits: { fileBytes: 5_000, filePixels: 10_000 } })
  const board = await newBoard(server)
  const large = await put(server, board, new Uint8Array(randomBytes(6_000)))
  expect(large.status).toBe(413)
  expect(await large.json()).toMatchObject({ code: 'file-too-large' })
  expect(await inPieces(urlOf(server, board, 'a'.repeat(64)), 100, 1_000)).toMatchObject({
    status: 413,
    body: expect.stringContaining('file-too-large'),
  })
  const wide = await put(server, board, png(200, 100))
  expect(wide.status).toBe(413)
  expect(await wide.json()).toMatchObject({ code: 'too-many-pixels' })
})

/** A body whose length nobody was told. */
function inPieces(
  url: string,
  count: number,
  length: number,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'PUT' }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sending.on('error', reject)
    for (let at = 0; at < count; at++) sending.write(randomBytes(length))
    sending.end()
  })
}

it('[IMG10] a board has so many pictures and no more, all boards together so many bytes, and what is there already is no new one', async () => {
  const server = await start({}, { limits: { boardFiles: 2, filesMib: 1 } })
  const [board, other] = [await newBoard(server), await newBoard(server)]
  const [first, second, third] = [png(1), png(2), png(3)]
  expect((await put(server, board, first)).status).toBe(201)
  expect((await put(server, board, second)).status).toBe(201)
  const full = await put(server, board, third)
  expect(full.status).toBe(413)
  expect(await full.json()).toMatchObject({ code: 'board-full' })
  expect((await put(server, board, first)).status).toBe(200)
  const noise = createCanvas(700, 700)
  const context = noise.getContext('2d')
  const pixels = context.createImageData(700, 700)
  pixels.data.set(randomBytes(pixels.data.length))
  context.putImageData(pixels, 0, 0)
  const huge = await put(server, other, new Uint8Array(noise.toBuffer('image/png')))
  expect(huge.status).toBe(507)
  expect(await huge.json()).toMatchObject({ code: 'server-full' })
})

it('[IMG11] one address sends so many a minute, is told when to come back, and nobody else waits for it', async () => {
  const server = await start({}, { limits: { addressFilesPerMinute: 2 } })
  const board = await newBoard(server)
  for (const width of [1, 2]) expect((await put(server, board, png(width))).status).toBe(201)
  const third = await put(server, board, png(3))
  expect(third.status).toBe(429)
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await put(server, board, png(3), { from: '198.51.100.2' })).status).toBe(201)
})
