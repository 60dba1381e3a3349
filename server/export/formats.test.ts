import { createHash } from 'node:crypto'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { decodeBoardFile, fillBoard } from '#board/document/board-file.ts'
import { canonical } from '#board/testing/canonical.ts'
import { drawDemoBoard } from '#board/testing/demo-board.ts'
import { fileURLToPath } from 'node:url'
import { program } from '../testing/programs.ts'
import { RawClient } from '../testing/raw-client.ts'
import { DIST, newBoard, start } from '../testing/start.ts'
import { PictureCache } from './picture-cache.ts'
import type { About, PictureOptions } from './picture-options.ts'
import { Pictures } from './pictures.ts'

/** The board that the README shows, which has a bit of everything, as it is stored. */
function demoBoard(): { readonly state: Uint8Array; readonly ids: readonly string[] } {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  drawDemoBoard(board)
  board.add([{ kind: 'text', text: 'office 你好 🎨', size: 40, matrix: [1, 0, 0, 1, 0, 900] }])
  return { state: Y.encodeStateAsUpdate(doc), ids: [...board.ids()] }
}

const pictures = new Pictures({
  worker: new URL('server/picture-worker.mjs', DIST),
  fonts: fileURLToPath(new URL('fonts/', DIST)),
  timeoutMs: 60_000,
})
afterAll(() => pictures.close())

const draw = (
  options: Partial<PictureOptions> & Pick<PictureOptions, 'format'>,
  state = demoBoard().state,
  about: About = {},
) => pictures.draw(state, { theme: 'light', ...options }, undefined, about)

const [pdfinfo, pdftotext, pdffonts, qpdf, xmllint] = [
  program('pdfinfo'),
  program('pdftotext'),
  program('pdffonts'),
  program('qpdf'),
  program('xmllint'),
]

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

/** Colours of a picture that is 64 pixels wide, for looking at it from afar. */
async function fromAfar(bytes: Uint8Array): Promise<Uint8ClampedArray> {
  const image = await loadImage(Buffer.from(bytes))
  const context = createCanvas(64, 48).getContext('2d')
  context.drawImage(image, 0, 0, 64, 48)
  return context.getImageData(0, 0, 64, 48).data
}

/** Of 0 to 255, on average. */
const difference = (a: Uint8ClampedArray, b: Uint8ClampedArray): number =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length

it('[PIC8] webp, and an SVG with its letters as outlines, show what the PNG shows', async () => {
  const png = await fromAfar(await draw({ format: 'png' }))
  expect(difference(png, await fromAfar(await draw({ format: 'webp' })))).toBeLessThan(1)
  const svg = await draw({ format: 'svg', text: 'paths' })
  expect(difference(png, await fromAfar(svg))).toBeLessThan(4)
  expect(text(svg)).not.toContain('@font-face')
  expect(text(svg).match(/<text/g)).toHaveLength(1)
})

pdftotext.it('[PIC9] words in a PDF can be found and copied, in every script and family', async () => {
  const doc = new Y.Doc()
  const words = [
    'The quick office fjord',
    'Привет',
    '你好，画板',
    'Zwölf Boxkämpfer',
    'こんにちは',
    'שלום',
    'مرحبا بالعالم',
  ]
  const fonts = ['hand', 'sans', 'serif', 'mono']
  createBoardDocument(doc).add(
    fonts.flatMap((font, column) =>
      words.map((line, row) => ({ kind: 'text', text: line, font, matrix: [1, 0, 0, 1, column * 600, row * 60] })),
    ),
  )
  const found = pdftotext.run(await draw({ format: 'pdf' }, Y.encodeStateAsUpdate(doc)), ['-layout'], ['-'])
  for (const line of words) expect(found.split(line), line).toHaveLength(fonts.length + 1)
})

pdfinfo.it('[PIC9] a PDF says what it is, on a page of the drawing’s size', async () => {
  const info = pdfinfo.run(await draw({ format: 'pdf', viewport: [0, 0, 400, 200] }))
  expect(info).toMatch(/Title: +How a stroke crosses the river/)
  expect(info).toMatch(/Creator: +Drawbridge/)
  expect(info).toMatch(/Pages: +1\n/)
  expect(info).toMatch(/Page size: +300 x 150 pts/)
})

qpdf.it('[PIC9] a PDF is whole, and made of lines: no picture is in it', async () => {
  const pdf = await draw({ format: 'pdf' })
  expect(qpdf.run(pdf, ['--check'])).toContain('No syntax or stream encoding errors found')
  expect(qpdf.run(pdf, ['--json=1', '--json-key=objects'])).not.toContain('"/Subtype": "/Image"')
})

/** Two pages with frames, presented in another order than they are stacked, and links between them and out. */
function framedBoard(): Uint8Array {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const frame = (id: string, name: string, order: string, x: number, page: string | null = null) => ({
    kind: 'frame',
    id,
    name,
    order,
    page,
    matrix: [400, 0, 0, 300, x, 0] as const,
  })
  const words = (text: string, x: number, more: object) => ({
    kind: 'text',
    text,
    matrix: [1, 0, 0, 1, x, 40],
    ...more,
  })
  board.setMeta({ title: 'Größe 漢字' })
  board.pages.edit('the-second-page', { name: 'Back (side)', order: 'a1' })
  board.add([
    frame('the-last-frame', 'Ende', 'a2', 0),
    frame('the-first-frame', 'Anfang', 'a1', 1_000),
    frame('frame-elsewhere', 'Behind', '', 0, 'the-second-page'),
    words('alpha', 1_040, { frame: 'the-first-frame', link: 'https://a.example/ü?x=(1)' }),
    words('omega', 40, { frame: 'the-last-frame', link: '/b/this-very-board?frame=the-first-frame' }),
    words('loose', 600, { link: '/b/another-board#k=secret' }),
    words('reverse', 40, {
      frame: 'frame-elsewhere',
      page: 'the-second-page',
      link: '/b/this-very-board?page=the-second-page',
    }),
  ])
  return Y.encodeStateAsUpdate(doc)
}

const ABOUT = {
  board: 'this-very-board',
  origin: 'https://board.example',
  created: '2026-01-02T03:04:05.678Z',
  modified: '2026-11-22T10:11:12.000Z',
}

pdftotext.it(
  '[PIC13] a PDF has a page for each frame in presenting order, for each page of the board, or one',
  async () => {
    const pagesOf = async (options: Partial<PictureOptions>) =>
      pdftotext
        .run(await draw({ format: 'pdf', ...options }, framedBoard(), ABOUT), [], ['-'])
        .split('\f')
        .slice(0, -1)
        .map((page) => page.trim().split(/\s+/).sort().join(' '))
    expect(await pagesOf({ each: 'frame' })).toEqual(['alpha', 'omega', 'reverse'])
    expect(await pagesOf({ each: 'page' })).toEqual(['alpha loose omega', 'reverse'])
    expect(await pagesOf({ each: 'frame', page: 'the-second-page' })).toEqual(['reverse'])
    expect(await pagesOf({})).toEqual(['alpha loose omega'])
    expect(await pagesOf({ each: 'frame', page: 'there-is-no-such' })).toEqual([''])
  },
)

pdfinfo.it('[PIC14] links of a PDF lead where they led, those to its own frames and pages to their place', async () => {
  const pdf = await draw({ format: 'pdf', each: 'frame' }, framedBoard(), ABOUT)
  expect(pdfinfo.run(pdf, ['-url', '-l', '9'])).toMatch(/ 1 +Annotation +https:\/\/a\.example\/%C3%BC\?x=\(1\)/)
  const destinations = pdfinfo.run(pdf, ['-dests'])
  const json = qpdf.run(pdf, ['--json=1', '--json-key=objects'])
  const inside = Array.from(json.matchAll(/"\/Dest": "\/(mark\d+)"/g), ([, name]) => name)
  const pages = inside.map((name) => new RegExp(`^ *(\\d+) .*"${name}"`, 'm').exec(destinations)?.[1])
  expect(pages).toEqual(['1', '3'])
  const whole = await draw({ format: 'pdf' }, framedBoard(), ABOUT)
  expect(pdfinfo.run(whole, ['-url'])).toContain('https://board.example/b/another-board#k=secret')
  expect(qpdf.run(whole, ['--check'])).toContain('No syntax or stream encoding errors found')
  // Where nobody knows which server it came from, its addresses lead nowhere.
  expect(pdfinfo.run(await draw({ format: 'pdf' }, framedBoard()), ['-url'])).not.toContain('/b/')
})

pdfinfo.it('[PIC14] a PDF says its title and its dates, and lists its pages by name', async () => {
  const pdf = await draw({ format: 'pdf', each: 'frame' }, framedBoard(), ABOUT)
  const info = pdfinfo.run(pdf, ['-isodates'])
  expect(info).toMatch(/Title: +Größe 漢字/)
  expect(info).toMatch(/CreationDate: +2026-01-02T03:04:05Z/)
  expect(info).toMatch(/ModDate: +2026-11-22T10:11:12Z/)
  expect(info).toMatch(/Pages: +3\n/)
  expect(qpdf.run(pdf, ['--check'])).toContain('No syntax or stream encoding errors found')
  const outlines = JSON.parse(qpdf.run(pdf, ['--json=1', '--json-key=outlines'])) as {
    outlines: { title: string; destpageposfrom1: number }[]
  }
  expect(outlines.outlines.map(({ title, destpageposfrom1 }) => [title, destpageposfrom1])).toEqual([
    ['Anfang', 1],
    ['Ende', 2],
    ['Behind', 3],
  ])
})

pdffonts.it('[PIC9] a PDF carries its fonts', async () => {
  const rows = pdffonts
    .run(await draw({ format: 'pdf' }))
    .trim()
    .split('\n')
    .slice(2)
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) expect(row).toMatch(/yes +(yes|no) +yes|Type 3/)
})

xmllint.it.each(['fonts', 'paths'] as const)('[PIC10] an SVG with %s is XML that fetches nothing', async (letters) => {
  const svg = await draw({ format: 'svg', text: letters })
  expect(xmllint.run(svg, ['--noout', '--nonet'])).toBe('')
  expect(text(svg)).toContain('<title>How a stroke crosses the river</title>')
  expect(text(svg).replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|<script|url\((?!data:font)/)
})

it('[PIC11] a picture shows the elements, the frame, or the part of the scene, that were asked for', async () => {
  const doc = new Y.Doc()
  const ids = createBoardDocument(doc).add(
    ['one', 'two', 'three'].map((words, at) => ({ kind: 'text', text: words, matrix: [1, 0, 0, 1, at * 300, 0] })),
  )
  const state = Y.encodeStateAsUpdate(doc)
  const some = text(await draw({ format: 'svg', elements: [ids[0]!, ids[2]!, 'somewhere-else'] }, state))
  expect(some).toMatch(/>one<[^]*>three</)
  expect(some).not.toContain('>two<')
  const part = text(await draw({ format: 'svg', viewport: [250, -20, 200, 100], scale: 2 }, state))
  expect(part).toContain('>two<')
  expect(part).not.toMatch(/>one<|>three</)
  expect(part).toContain('width="400" height="200" viewBox="250 -20 200 100"')
  const [frame] = createBoardDocument(doc).add([{ kind: 'frame', matrix: [200, 0, 0, 100, 290, -20] }])
  createBoardDocument(doc).edit([ids[1]!], 'frame', frame)
  const framed = { format: 'svg', frame: frame!, text: 'paths' } as const
  const one = text(await draw(framed, Y.encodeStateAsUpdate(doc)))
  expect(one).toContain('viewBox="290 -20 200 100"')
  expect(one.match(/<clipPath /g)).toHaveLength(2)
  expect(one).not.toContain('<text')
})

it('[PIC17] a picture that is given both sides is exactly as large, with what it shows in its middle', async () => {
  const doc = new Y.Doc()
  createBoardDocument(doc).add([{ kind: 'shape', matrix: [100, 0, 0, 50, 0, 0] }])
  const state = Y.encodeStateAsUpdate(doc)
  for (const [width, height] of [
    [400, 100],
    [70, 311],
    [1, 200],
  ]) {
    const image = await loadImage(Buffer.from(await draw({ format: 'png', width, height }, state)))
    expect([image.width, image.height]).toEqual([width, height])
  }
  const part = { format: 'svg', viewport: [0, 0, 200, 100] } as const
  const wide = text(await draw({ ...part, width: 400, height: 100 }, state))
  expect(wide).toContain('width="400" height="100" viewBox="-100 0 400 100"')
  const tall = text(await draw({ ...part, width: 100, height: 100 }, state))
  expect(tall).toContain('width="100" height="100" viewBox="0 -50 200 200"')
  expect(text(await draw({ ...part, height: 300 }, state))).toContain('width="600" height="300" viewBox="0 0 200 100"')
})

it('[PIC12] those who ask for the same at once cost one drawing; what was asked for last is kept within a budget', async () => {
  const cache = new PictureCache(100)
  let drawn = 0
  const make = (size: number) => () => {
    drawn++
    return Promise.resolve(new Uint8Array(size))
  }
  const [first, second] = await Promise.all([cache.get('a', make(60)), cache.get('a', make(60))])
  expect(first).toBe(second)
  await cache.get('b', make(30))
  await cache.get('a', make(60))
  await cache.get('c', make(40))
  expect(drawn).toBe(3)
  expect(cache.size).toBe(100)
  await cache.get('b', make(30))
  expect(drawn).toBe(4)
  await expect(cache.get('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(cache.get('d', make(1))).resolves.toHaveLength(1)
})

it('[PIC1] the same pictures stand under /api, and a format that there is not is nothing', async () => {
  const server = await start()
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(demoBoard().state)
  await alice.saved(1)
  for (const format of ['png', 'webp', 'svg', 'pdf', 'json', 'excalidraw', 'yjs']) {
    const [page, api] = await Promise.all(
      [`/b/${board}.${format}`, `/api/boards/${board}/snapshot.${format}`].map((path) => fetch(`${server.url}${path}`)),
    )
    expect(page?.headers.get('content-type')).toBe(api?.headers.get('content-type'))
    expect(await page?.arrayBuffer()).toEqual(await api?.arrayBuffer())
  }
  const json = await (await fetch(`${server.url}/b/${board}.json`)).text()
  const yjs = new Uint8Array(await (await fetch(`${server.url}/b/${board}.yjs`)).arrayBuffer())
  const [fromFile, fromState] = [new Y.Doc(), new Y.Doc()]
  fillBoard(createBoardDocument(fromFile), decodeBoardFile(json))
  Y.applyUpdate(fromState, yjs)
  expect(canonical(createBoardDocument(fromFile))).toEqual(canonical(createBoardDocument(fromState)))
  expect((await fetch(`${server.url}/b/${board}.bmp`)).status).toBe(404)
  expect((await fetch(`${server.url}/api/boards/${board}/snapshot.bmp`)).status).toBe(404)
  const saved = await fetch(`${server.url}/b/${board}.pdf?download`)
  expect(saved.headers.get('content-disposition')?.replaceAll('"', '')).toBe(`attachment; filename=${board}.pdf`)
})

it('[XCAL7] a board is written for Excalidraw with the files of its pictures', async () => {
  const server = await start()
  const board = await newBoard(server)
  const png = createCanvas(3, 2).toBuffer('image/png')
  const hash = createHash('sha256').update(png).digest('hex')
  await fetch(`${server.url}/api/boards/${board}/files/${hash}`, {
    method: 'PUT',
    body: new Uint8Array(png),
    headers: { 'Content-Type': 'image/png' },
  })
  const doc = new Y.Doc()
  createBoardDocument(doc).add([{ kind: 'image', file: hash, natural: [3, 2], matrix: [30, 0, 0, 20, 5, 5] }])
  const alice = await RawClient.sync(server, board)
  alice.sendUpdate(Y.encodeStateAsUpdate(doc))
  await alice.saved(1)
  const response = await fetch(`${server.url}/b/${board}.excalidraw`)
  expect(response.headers.get('content-type')).toContain('application/vnd.excalidraw+json')
  const { elements, files } = (await response.json()) as {
    elements: unknown[]
    files: Record<string, { dataURL: string }>
  }
  expect(elements).toMatchObject([{ type: 'image', fileId: hash, x: 5, y: 5, width: 30, height: 20 }])
  expect(files[hash]?.dataURL).toMatch(/^data:image\/png;base64,/)
})

it('[PAGE6] [LAYER6] a picture shows one page, without hidden layers, in the order of the layers', async () => {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const word = (text: string, more = {}) => ({ kind: 'text', text, ...more })
  const ids = board.add([
    word('over', { layer: 'the-upper-layer' }),
    word('under'),
    word('elsewhere', { page: 'the-second-page' }),
    word('unseen', { layer: 'the-hidden-layer' }),
  ])
  board.pages.edit('the-second-page', { name: 'Two', order: 'a1' })
  board.layers.edit('the-upper-layer', { order: 'a1' })
  board.layers.edit('the-hidden-layer', { order: 'a2', hidden: true })
  const state = Y.encodeStateAsUpdate(doc)
  const words = async (options: object) =>
    Array.from(text(await draw({ format: 'svg', ...options }, state)).matchAll(/>(\w+)<\/t/g), ([, found]) => found)
  expect(await words({})).toEqual(['under', 'over'])
  expect(await words({ page: 'the-second-page' })).toEqual(['elsewhere'])
  expect(await words({ elements: [ids[2]!] })).toEqual(['elsewhere'])
  const file = decodeBoardFile(text(await draw({ format: 'json' }, state)))
  const copy = new Y.Doc()
  fillBoard(createBoardDocument(copy), file)
  expect(canonical(createBoardDocument(copy))).toEqual(canonical(board))
  expect(createBoardDocument(copy).layers.all()).toEqual(board.layers.all())
})
