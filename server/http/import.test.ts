import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { boardIn } from '#board/formats/carried-board.ts'
import { givenText } from '#board/formats/format.ts'
import { carriedBySvg } from '#board/formats/carried.ts'
import { IMPORT_LIMITS } from '#board/import-limits.ts'
import { LIMITS } from '#board/limits.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { RunningServer } from '../server.ts'
import { newBoard, newLinkedBoard, start, tokenOf } from '../testing/start.ts'

const FILES = new URL('../../web/board/formats/testing/files/', import.meta.url)
const sample = (name: string): string => readFileSync(new URL(name, FILES), 'utf8')

interface Imported {
  readonly format: string
  readonly added: readonly string[]
  readonly pictures: number
  readonly left: readonly { readonly what: string; readonly times: number }[]
}

interface Problem {
  readonly status: number
  readonly code: string
  readonly reason?: string
}

async function openBoard(server: RunningServer): Promise<string> {
  return `${server.url}/api/boards/${await newBoard(server)}`
}

const send = (url: string, body: string | Uint8Array, query = '', headers: Record<string, string> = {}) =>
  fetch(`${url}/import${query}`, { method: 'POST', headers, body: body as string })

const elementsOn = async (url: string) =>
  ((await (await fetch(`${url}/elements`)).json()) as { elements: { id: string; kind: string; file?: string }[] })
    .elements

const problemOf = async (response: Response): Promise<Problem> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const { status, code, reason } = (await response.json()) as Problem
  return { status, code, ...(reason !== undefined && { reason }) }
}

const png = (color = '#f00', side = 20): Buffer => {
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, side, side)
  return canvas.toBuffer('image/png')
}

const drawing = (elements: readonly object[], files: object = {}): string =>
  JSON.stringify({ type: 'excalidraw', version: 2, elements, files, appState: { name: 'Plan' } })
const BOX = { id: 'one', type: 'rectangle', x: 0, y: 0, width: 100, height: 50 }
const picture = (dataURL: string): string =>
  drawing([BOX, { ...BOX, id: 'two', type: 'image', fileId: 'f' }], { f: { id: 'f', dataURL } })
const dataUrl = (bytes: Buffer, type = 'image/png'): string => `data:${type};base64,${bytes.toString('base64')}`

it.each([
  ['kinds-2026.tldr', '', 'tldraw', 10],
  ['three-pages.tldr', '', 'tldraw', 12],
  ['orders.mmd', '', 'Mermaid', 20],
  ['house.svg', '', 'SVG', 10],
  ['quarters.csv', '?name=quarters.csv', 'CSV', 1],
  ['quarters.csv', '?name=quarters.csv&as=bars', 'CSV', 10],
])('[API12] %s%s comes as elements, known by what it begins with', async (name, query, format, least) => {
  const url = await openBoard(await start())
  const response = await send(url, sample(name), query)
  expect(response.status).toBe(200)
  const { added, ...told } = (await response.json()) as Imported
  expect(told.format).toBe(format)
  expect(added.length).toBeGreaterThanOrEqual(least)
  const stored = await elementsOn(url)
  expect(stored.map(({ id }) => id).toSorted()).toEqual([...added].toSorted())
  // Again, and it lies on top.
  const again = (await (await send(url, sample(name), query)).json()) as Imported
  expect((await elementsOn(url)).length).toBe(added.length + again.added.length)
})

it('[API12] its pictures are stored as those of people are, without what isn’t the picture; what can’t come is said', async () => {
  const url = await openBoard(await start())
  const answer = (await (await send(url, picture(dataUrl(png())))).json()) as Imported
  expect(answer).toMatchObject({ format: 'Excalidraw', pictures: 1, left: [] })
  const [, image] = await elementsOn(url)
  const file = await fetch(`${url}/files/${image!.file}`)
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(await (await fetch(`${url}/settings`)).json()).toMatchObject({ title: 'Plan' })
  // Larger than pictures are kept.
  const large = (await (await send(url, picture(dataUrl(png('#0f0', LIMITS.imageKeptSide + 1))))).json()) as Imported
  expect(large.pictures).toBe(1)
  const shown = (await elementsOn(url)).find(({ id, kind }) => kind === 'image' && large.added.includes(id))
  const kept = await fetch(`${url}/files/${shown!.file}`)
  expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'image/webp'])
  for (const bad of [
    'data:image/png;base64,rubbish',
    dataUrl(png().subarray(0, 60)),
    dataUrl(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
      'image/svg+xml',
    ),
    'https://example.org/x.png',
  ]) {
    const without = (await (await send(url, picture(bad))).json()) as Imported
    expect([bad.slice(0, 30), without.added.length, without.left.length]).toEqual([bad.slice(0, 30), 1, 1])
  }
})

it('[API12] [JSON3] a board’s file brings its pictures to another server, and becomes the same board there', async () => {
  const here = await openBoard(await start())
  for (const color of ['#f00', '#0f0']) await send(here, picture(dataUrl(png(color))))
  const json = await (await fetch(`${here}/snapshot.json`)).text()
  const { pictures } = JSON.parse(json) as { pictures: Record<string, string> }
  expect(Object.keys(pictures)).toHaveLength(2)
  expect(await (await fetch(`${here}/snapshot.json?pictures=0`)).text()).not.toContain('"pictures"')
  const there = await openBoard(await start())
  expect(await (await send(there, json)).json()).toMatchObject({ format: 'Drawbridge', pictures: 2, left: [] })
  expect(await (await fetch(`${there}/snapshot.json`)).text()).toBe(json)
  for (const hash of Object.keys(pictures)) {
    const [theirs, ours] = [await fetch(`${here}/files/${hash}`), await fetch(`${there}/files/${hash}`)]
    expect(Buffer.from(await ours.arrayBuffer()).equals(Buffer.from(await theirs.arrayBuffer()))).toBe(true)
  }
  // What is no picture is said, and the rest comes; what calls itself by another’s name gets its own.
  const [first = '', second = ''] = Object.keys(pictures)
  const odd = json.replace(pictures[first]!, 'data:image/png;base64,rubbish')
  const other = await openBoard(await start())
  expect(await (await send(other, odd)).json()).toMatchObject({ pictures: 1, left: [{ times: 1 }] })
  const swapped = await openBoard(await start())
  expect((await send(swapped, json.replace(pictures[first]!, pictures[second]!))).status).toBe(200)
  expect((await elementsOn(swapped)).flatMap(({ file }) => file ?? [])).toEqual([second, second])
})

it('[API12] drawings of lines within a drawing come as pixels, painted of what is understood of them, and so does one alone', async () => {
  const url = await openBoard(await start())
  const red = '<rect width="60" height="40" fill="#f00000"/>'
  const inner = `<image href="${dataUrl(png('#0000f0'))}" x="60" width="40" height="40"/>`
  const outside = '<image href="https://a.example/x.png" width="9" height="9"/><script>alert(1)</script>'
  const lines = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">${red}${inner}${outside}</svg>`
  const colorsOf = async (file = '') => {
    const image = await loadImage(Buffer.from(await (await fetch(`${url}/files/${file}`)).arrayBuffer()))
    const context = createCanvas(image.width, image.height).getContext('2d')
    context.drawImage(image, 0, 0)
    const at = (x: number) => [...context.getImageData(x * image.width, image.height / 2, 1, 1).data]
    return { size: [image.width, image.height], left: at(0.3), right: at(0.8) }
  }
  const painted = { size: [512, 205], left: [240, 0, 0, 255], right: [0, 0, 240, 255] }
  const within = (await (await send(url, picture(dataUrl(Buffer.from(lines), 'image/svg+xml')))).json()) as Imported
  expect(within).toMatchObject({ pictures: 1, left: [] })
  const files = async () => (await elementsOn(url)).flatMap(({ file }) => file ?? [])
  expect(await colorsOf((await files())[0])).toEqual(painted)
  const alone = (await (await send(url, lines, '?as=picture')).json()) as Imported
  expect(alone).toMatchObject({ format: 'SVG', pictures: 1, left: [] })
  expect(await files()).toHaveLength(2)
  expect(new Set(await files()).size).toBe(1)
})

it('[API12] pages come behind those that there are, and a board that a picture carries comes as itself', async () => {
  const server = await start()
  const url = await openBoard(server)
  await send(url, sample('three-pages.tldr'))
  const json = await (await fetch(`${url}/snapshot.json`)).text()
  expect((JSON.parse(json) as { pages: unknown[] }).pages).toHaveLength(3)
  const carrying = carriedBySvg('<svg xmlns="http://www.w3.org/2000/svg"/>', json)
  expect(boardIn(givenText(carrying))).toBe(json)
  const other = await openBoard(server)
  expect(await (await send(other, carrying)).json()).toMatchObject({ format: 'Drawbridge' })
  expect(await (await fetch(`${other}/snapshot.json`)).text()).toBe(json)
})

it('[API13] what can’t be read says why in a code, and nothing is changed', async () => {
  const url = await openBoard(await start())
  const boxes = (count: number): string => drawing(Array.from({ length: count }, (_, i) => ({ ...BOX, id: `b${i}` })))
  for (const [body, reason, query = ''] of [
    ['', 'other-format'],
    ['what is this', 'other-format'],
    ['{"type":"excalidraw","elem', 'unreadable'],
    ['{"format":"drawbridge/board","version":99,"elements":[]}', 'newer'],
    [png(), 'other-format'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'empty'],
    [`<svg>${'<g>'.repeat(IMPORT_LIMITS.svgDepth + 1)}`, 'too-deep'],
    ['<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', 'not-valid'],
    ['graph TD\na[open', 'not-valid'],
    [`graph TD\n${'a --> b\n'.repeat(IMPORT_LIMITS.flowchartArrows + 1)}`, 'too-large'],
    ['a,b', 'not-valid', '?name=a.csv&as=bars'],
    [boxes(SERVER_LIMITS.elementsAtOnce + 1), 'too-large'],
  ] as const) {
    const problem = await problemOf(await send(url, body, query))
    expect([String(body).slice(0, 30), problem]).toEqual([
      String(body).slice(0, 30),
      { status: 422, code: 'bad-file', reason },
    ])
  }
  expect(await elementsOn(url)).toEqual([])
  expect((await send(url, boxes(SERVER_LIMITS.elementsAtOnce))).status).toBe(200)
  expect(await problemOf(await send(url, 'graph TD\na', '?as=hologram'))).toEqual({ status: 400, code: 'bad-option' })
})

it('[API13] more than is taken at once is refused, packed or not', async () => {
  const url = await openBoard(await start())
  const most = ' '.repeat(SERVER_LIMITS.importBytes)
  const packed = { 'Content-Encoding': 'gzip' }
  expect(await problemOf(await send(url, `${most} `))).toEqual({ status: 413, code: 'too-large' })
  expect(await problemOf(await send(url, gzipSync(`${most} `), '', packed))).toEqual({ status: 413, code: 'too-large' })
  // As much as that is read, and is nothing.
  expect((await problemOf(await send(url, gzipSync(most), '', packed))).code).toBe('bad-file')
})

it('[API13] a file that takes too long is given up, and the server goes on; a full board takes none, nor its pictures', async () => {
  const slow = await start({}, { limits: { pictureMilliseconds: 1 } })
  const url = await openBoard(slow)
  expect(await problemOf(await send(url, sample('orders.mmd')))).toEqual({ status: 503, code: 'import-timeout' })
  expect(await elementsOn(url)).toEqual([])
  const full = await start({}, { limits: { boardElements: 1, boardFiles: 0 } })
  const other = await openBoard(full)
  expect(await problemOf(await send(other, drawing([BOX, { ...BOX, id: 'b' }])))).toEqual({
    status: 413,
    code: 'board-full',
  })
  expect(await problemOf(await send(other, picture(dataUrl(png()))))).toEqual({ status: 413, code: 'board-full' })
  expect(await elementsOn(other)).toEqual([])
})

it('[API12] whoever may edit may do it, and nobody else', async () => {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const url = `${server.url}/api/boards/${id}`
  const asked = async (role: 'view' | 'comment' | 'edit') =>
    (await send(url, 'graph TD\na', '', { Authorization: `Bearer ${await tokenOf(links[role])}` })).status
  expect([await asked('view'), await asked('comment'), await asked('edit')]).toEqual([403, 403, 200])
  expect((await send(url, 'graph TD\na')).status).toBe(401)
})
