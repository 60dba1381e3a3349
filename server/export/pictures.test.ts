import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { newImage } from '#board/elements/image.ts'
import { RawClient } from '../testing/raw-client.ts'
import { DIST, newBoard, start } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { parseUnicodeRange } from '#board/render/font-files.ts'
import { Fonts } from './fonts.ts'
import { Pictures } from './pictures.ts'
import type { PictureOptions } from './picture-options.ts'

const FONTS = fileURLToPath(new URL('fonts/', DIST))
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const OPTIONS: PictureOptions = {
  format: 'png',
  theme: 'light',
  background: 'none',
  padding: undefined,
  width: undefined,
  scale: undefined,
}

function pictures(options: { readonly timeoutMs?: number; readonly worker?: URL } = {}): Pictures {
  const made = new Pictures({
    worker: new URL('server/picture-worker.mjs', DIST),
    fonts: FONTS,
    timeoutMs: 60_000,
    ...options,
  })
  onTestFinished(() => made.close())
  return made
}

function boardOf(...texts: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  board.add(texts.map((text, at) => ({ kind: 'text', text, size: 40, matrix: [1, 0, 0, 1, 0, at * 60] })))
  board.add([{ kind: 'rectangle', width: 100, height: 50, color: 'red', matrix: [1, 0, 0, 1, 500, 300] }])
  return Y.encodeStateAsUpdate(doc)
}

const ECHO = 'parentPort.postMessage({ ok: true, value: state })'
/** What a board that nobody thought of may do to the thread; a board that isn't 0 is answered with its own bytes. */
const HUNGRY = `const all = []; while (state[0] === 0) all.push(new Array(1e5).fill(all.length)); ${ECHO}`
const ENDLESS = `while (state[0] === 0); ${ECHO}`

/** A drawing thread that does this with the bytes of a board, called `state`. */
function thread(code: string): URL {
  const file = join(temporaryFolder(), 'thread.mjs')
  const imports = `import { parentPort } from 'node:worker_threads'; import { writeFileSync } from 'node:fs'`
  writeFileSync(file, `${imports}; parentPort.on('message', ({ state }) => { ${code} })`)
  return pathToFileURL(file)
}

const sizeOf = (png: Uint8Array): readonly [number, number] => {
  const view = Buffer.from(png)
  return [view.readUInt32BE(16), view.readUInt32BE(20)]
}

/** RGBA of a whole picture. */
async function pixelsOf(png: Uint8Array): Promise<Uint8ClampedArray> {
  const image = await loadImage(Buffer.from(png))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

const inkOf = (pixels: Uint8ClampedArray): number => pixels.filter((value, at) => at % 4 === 3 && value > 0).length

it('[PIC1] a picture shows the board as it is on disk, also an empty one', async () => {
  const server = await start()
  const board = await newBoard(server)
  const png = async (query = ''): Promise<Uint8Array> => {
    const response = await fetch(`${server.url}/b/${board}.png${query}`)
    expect(response.headers.get('content-type')).toBe('image/png')
    return new Uint8Array(await response.arrayBuffer())
  }
  const blank = await png()
  expect(Buffer.from(blank).subarray(0, 8)).toEqual(PNG)
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(boardOf('hello'))
  await alice.saved(1)
  const drawn = await png('?transparent')
  expect(inkOf(await pixelsOf(drawn))).toBeGreaterThan(500)
  const svg = await fetch(`${server.url}/b/${board}.svg`)
  expect(svg.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
  expect(svg.headers.get('content-security-policy')).toContain('sandbox')
  const text = await svg.text()
  expect(text).toMatch(/^<svg [^>]*xmlns=/)
  expect(text).toContain('>hello<')
})

it('[PIC2] a picture is not sent again while board and options are the same', async () => {
  const server = await start()
  const board = await newBoard(server)
  const url = `${server.url}/b/${board}.svg`
  const first = await fetch(url)
  const tag = first.headers.get('etag') ?? ''
  expect((await fetch(url, { headers: { 'if-none-match': tag } })).status).toBe(304)
  expect((await fetch(`${url}?theme=dark`, { headers: { 'if-none-match': tag } })).status).toBe(200)
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(boardOf())
  await alice.saved(1)
  expect((await fetch(url, { headers: { 'if-none-match': tag } })).status).toBe(200)
})

it('[PIC3] width, scale, padding, background and theme are followed', async () => {
  const server = await start()
  const board = await newBoard(server)
  const png = async (query: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${server.url}/b/${board}.png?${query}`)).arrayBuffer())
  expect(sizeOf(await png('width=320'))[0]).toBe(320)
  const [natural] = sizeOf(await png('scale=1'))
  expect(sizeOf(await png('scale=2'))[0]).toBe(natural * 2)
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(boardOf())
  await alice.saved(1)
  const [tight] = sizeOf(await png('scale=1&padding=0'))
  expect(sizeOf(await png('scale=1&padding=50'))[0]).toBe(tight + 100)
  expect((await pixelsOf(await png('background=ff0000&padding=50'))).subarray(0, 4)).toEqual(
    Uint8ClampedArray.of(255, 0, 0, 255),
  )
  expect((await pixelsOf(await png('background=ffe0b0&theme=dark&padding=50'))).subarray(0, 4)).toEqual(
    Uint8ClampedArray.of(255, 224, 176, 255),
  )
  expect((await pixelsOf(await png('background=transparent&padding=50'))).subarray(0, 4)).toEqual(
    Uint8ClampedArray.of(0, 0, 0, 0),
  )
  const [light = 0] = await pixelsOf(await png('theme=light&padding=50'))
  const [dark = 255] = await pixelsOf(await png('theme=dark&padding=50'))
  expect(light).toBeGreaterThan(dark)
})

it('[IMG18] pictures by URL show the images of the board, a sheet for those that are not there, and are made anew when one arrives', async () => {
  const server = await start()
  const board = await newBoard(server)
  const canvas = createCanvas(40, 20)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ff0000'
  context.fillRect(0, 0, 40, 20)
  const file = new Uint8Array(canvas.toBuffer('image/png'))
  const hash = createHash('sha256').update(file).digest('hex')
  const doc = new Y.Doc()
  createBoardDocument(doc).add([newImage({ file: hash, natural: [40, 20] }, { x: 20, y: 10 }, 40)])
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(Y.encodeStateAsUpdate(doc))
  await alice.saved(1)
  const url = `${server.url}/b/${board}`
  const before = await fetch(`${url}.png?padding=0&scale=1&transparent`)
  const sheet = await pixelsOf(new Uint8Array(await before.arrayBuffer()))
  expect([...sheet.subarray(0, 4)]).not.toEqual([255, 0, 0, 255])
  expect(sheet[3]).toBeGreaterThan(0)
  await fetch(`${server.url}/api/boards/${board}/files/${hash}`, { method: 'PUT', body: file })
  const after = await fetch(`${url}.png?padding=0&scale=1&transparent`, {
    headers: { 'If-None-Match': before.headers.get('etag') ?? '' },
  })
  expect(after.status).toBe(200)
  expect([...(await pixelsOf(new Uint8Array(await after.arrayBuffer()))).subarray(0, 4)]).toEqual([255, 0, 0, 255])
  const svg = await fetch(`${url}.svg`)
  expect(svg.headers.get('content-security-policy')).toContain('img-src data:')
  expect(await svg.text()).toContain(`href="data:image/png;base64,${Buffer.from(file).toString('base64')}"`)
})

it.each([
  ['width=0', 400, 'bad-option'],
  ['width=wide', 400, 'bad-option'],
  ['background=url(evil)', 400, 'bad-option'],
  ['theme=sepia', 400, 'bad-option'],
  ['width=9000', 400, 'bad-option'],
  ['scale=16', 413, 'picture-too-large'],
])('[PIC4] ?%s: %i %s', async (query, status, code) => {
  const server = await start()
  const response = await fetch(`${server.url}/b/${await newBoard(server)}.png?${query}`)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ status, code })
})

it.each(['Hello', 'Привет', '你好，画板', 'こんにちは', '👩‍👩‍👧‍👦🎨', '한'])(
  '[PIC5] %s is drawn with the shipped fonts',
  async (text) => {
    const drawing = pictures()
    const empty = inkOf(await pixelsOf(await drawing.draw(boardOf(' '), { ...OPTIONS, scale: 1 })))
    const drawn = inkOf(await pixelsOf(await drawing.draw(boardOf(text), { ...OPTIONS, scale: 1 })))
    expect(drawn - empty).toBeGreaterThan(100)
  },
)

it('[PIC5] bold words have more ink, italic ones other ink', async () => {
  const drawing = pictures()
  const draw = async (face: object) => {
    const doc = new Y.Doc()
    createBoardDocument(doc).add([{ kind: 'text', text: 'Quick 你好', size: 80, matrix: [1, 0, 0, 1, 0, 0], ...face }])
    return pixelsOf(await drawing.draw(Y.encodeStateAsUpdate(doc), { ...OPTIONS, scale: 1 }))
  }
  for (const font of ['hand', 'sans', 'serif', 'mono']) {
    const [plain, bold, italic] = await Promise.all([{ font }, { font, bold: true }, { font, italic: true }].map(draw))
    expect(inkOf(bold!)).toBeGreaterThan(inkOf(plain!) * 1.05)
    expect(italic).not.toEqual(plain)
  }
})

it('[PIC5] emoji are in colour, and two Chinese characters do not look alike', async () => {
  const drawing = pictures()
  const draw = async (text: string) => pixelsOf(await drawing.draw(boardOf(text), { ...OPTIONS, scale: 1 }))
  expect(await draw('永')).not.toEqual(await draw('水'))
  const plain = new Set<number>()
  const art = await draw('🎨')
  for (let at = 0; at < art.length; at += 4)
    if (art[at + 3] === 255) plain.add((art[at]! << 16) | (art[at + 1]! << 8) | art[at + 2]!)
  expect(plain.size).toBeGreaterThan(20)
})

it('[PIC6] a picture that takes too long is given up, and the next one is drawn', async () => {
  const state = boardOf('hello')
  const hasty = pictures({ timeoutMs: 0 })
  await expect(hasty.draw(state, OPTIONS)).rejects.toMatchObject({ name: 'JobError', code: 'timeout' })
  await expect(hasty.draw(state, OPTIONS)).rejects.toMatchObject({ code: 'timeout' })
})

it('[PIC6] a board that can not be drawn is an error of that picture alone', async () => {
  const drawing = pictures()
  await expect(drawing.draw(Uint8Array.of(1, 2, 3), OPTIONS)).rejects.toMatchObject({
    name: 'JobError',
    code: 'failed',
  })
  expect(Buffer.from(await drawing.draw(boardOf('hello'), OPTIONS)).subarray(0, 8)).toEqual(PNG)
})

it('[PIC6] the thread that drew too long, or took too much memory, is replaced', async () => {
  const drawing = pictures({ worker: thread(HUNGRY) })
  await expect(drawing.draw(Uint8Array.of(0), OPTIONS)).rejects.toMatchObject({ name: 'JobError', code: 'failed' })
  expect(Array.from(await drawing.draw(Uint8Array.of(1), OPTIONS))).toEqual([1])
  const hasty = pictures({ worker: thread(ENDLESS), timeoutMs: 2_000 })
  await expect(hasty.draw(Uint8Array.of(0), OPTIONS)).rejects.toMatchObject({ code: 'timeout' })
  expect(Array.from(await hasty.draw(Uint8Array.of(1), OPTIONS))).toEqual([1])
})

it('[PIC7] an answer that comes after its picture was given up is not taken for the next one', async () => {
  const folder = temporaryFolder()
  const answered = join(folder, 'answered')
  const hasty = pictures({ worker: thread(`${ECHO}; writeFileSync(${JSON.stringify(answered)}, '')`), timeoutMs: 0 })
  const first = hasty.draw(Uint8Array.of(1), OPTIONS)
  const second = hasty.draw(Uint8Array.of(2), OPTIONS)
  const outcomes = Promise.allSettled([first, second])
  // Nothing else runs here meanwhile: time is up and the answer is there when it goes on.
  while (!existsSync(answered));
  for (const outcome of await outcomes) {
    if (outcome.status === 'fulfilled') expect(Array.from(outcome.value)).toEqual([2])
    else expect(outcome.reason).toMatchObject({ code: 'timeout' })
  }
})

it('[PIC6] more pictures than the queue holds: busy', async () => {
  const drawing = pictures()
  const state = boardOf('hello')
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => drawing.draw(state, OPTIONS)))
  const rejected = outcomes.filter(({ status }) => status === 'rejected')
  expect(rejected.length).toBe(13)
  expect(rejected[0]).toMatchObject({ reason: { code: 'busy' } })
})

it('[PIC5] a family list is spelled out with the pieces that a text needs, in the order of the list', () => {
  const fonts = new Fonts(FONTS)
  const latin = fonts.expand("16px Inter, 'LXGW WenKai Lite', sans-serif", 'a')
  expect(latin).toMatch(/^16px 'Inter \d+'(, 'Inter \d+')*, .*sans-serif$/)
  const both = fonts.expand("16px Inter, 'LXGW WenKai Lite', sans-serif", 'a永')
  expect(both).toMatch(/^16px 'Inter \d+', 'LXGW WenKai Lite \d+'.*, sans-serif$/)
  expect(parseUnicodeRange('U+30-39, U+4??,U+1F600')).toEqual([
    [0x30, 0x39],
    [0x400, 0x4ff],
    [0x1f600, 0x1f600],
  ])
})
