import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, decodeBoardFile, encodeBoardFile, fillBoard } from '#board/document/board-file.ts'
import { carriedByPng } from '#board/formats/carried.ts'
import { canonical } from '#board/testing/canonical.ts'
import { drawDemoBoard } from '#board/testing/demo-board.ts'
import { program } from '../testing/programs.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newBoard, newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

// Every command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

/** What the programs themselves have written. */
const FILES = fileURLToPath(new URL('../../web/board/formats/testing/files/', import.meta.url))
const SCRIPT = fileURLToPath(new URL('../../scripts/drawbridge.mjs', import.meta.url))

interface Ended {
  readonly code: number | string
  readonly said: string
  readonly complained: string
}

/** Runs the command as people do, in a folder of its own. */
function drawbridge(
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
  script = SCRIPT,
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' },
      (error, said, complained) => resolve({ code: error?.code ?? 0, said, complained }),
    )
  })
}

function demoDocument() {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  drawDemoBoard(board)
  return { doc, board }
}

const DONE = { code: 0, said: '', complained: '' }
const pdftotext = program('pdftotext')

it('[SHELL1] a board’s file becomes a picture, as its extension says and as large as is said', async () => {
  const folder = temporaryFolder()
  const { board } = demoDocument()
  writeFileSync(join(folder, 'board.json'), encodeBoardFile(boardFileOf(board)))
  const drawn = await drawbridge(folder, ['render', 'board.json', '-o', 'board.png', '--width', '320', '--transparent'])
  expect(drawn).toEqual(DONE)
  const picture = await loadImage(readFileSync(join(folder, 'board.png')))
  expect(picture.width).toBe(320)
  const context = createCanvas(1, 1).getContext('2d')
  context.drawImage(picture, 0, 0)
  expect(context.getImageData(0, 0, 1, 1).data[3]).toBe(0)
})

it('[SHELL2] files are told by what is in them, and become others without loss', async () => {
  const folder = temporaryFolder()
  const { doc, board } = demoDocument()
  const file = encodeBoardFile(boardFileOf(board))
  const png = createCanvas(2, 2).toBuffer('image/png')
  writeFileSync(join(folder, 'a.yjs'), Y.encodeStateAsUpdate(doc))
  writeFileSync(join(folder, 'b.png'), carriedByPng(png, file))
  for (const [from, to] of [
    ['a.yjs', 'c.json'],
    ['b.png', 'd.yjs'],
    ['d.yjs', 'e.json'],
  ] as const)
    expect(await drawbridge(folder, ['export', from, '-o', to])).toEqual(DONE)
  for (const name of ['c.json', 'e.json']) {
    const copy = createBoardDocument(new Y.Doc())
    fillBoard(copy, decodeBoardFile(readFileSync(join(folder, name), 'utf8')))
    expect(canonical(copy)).toEqual(canonical(board))
  }
})

it.each(['kinds-2026.tldr', 'orders.mmd', 'quarters.csv', 'house.svg'])(
  '[SHELL2] a file of another program is drawn: %s',
  async (name) => {
    const folder = temporaryFolder()
    cpSync(join(FILES, name), join(folder, name))
    expect(await drawbridge(folder, ['render', name, '-o', 'drawn.svg'])).toEqual(DONE)
    expect(readFileSync(join(folder, 'drawn.svg'), 'utf8').match(/<(?:path|text)/g)?.length).toBeGreaterThan(5)
  },
)

it('[SHELL2] a drawing of Excalidraw is drawn with its pictures', async () => {
  const folder = temporaryFolder()
  const canvas = createCanvas(4, 4)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ff0000'
  context.fillRect(0, 0, 4, 4)
  const dataURL = `data:image/png;base64,${canvas.toBuffer('image/png').toString('base64')}`
  const image = { type: 'image', id: 'one', x: 0, y: 0, width: 100, height: 100, fileId: 'f', status: 'saved' }
  const files = { f: { id: 'f', mimeType: 'image/png', dataURL, created: 1 } }
  writeFileSync(
    join(folder, 'a.excalidraw'),
    JSON.stringify({ type: 'excalidraw', version: 2, elements: [image], appState: {}, files }),
  )
  expect(await drawbridge(folder, ['render', 'a.excalidraw', '-o', 'a.png', '--padding', '0'])).toEqual(DONE)
  const picture = await loadImage(readFileSync(join(folder, 'a.png')))
  const seen = createCanvas(100, 100).getContext('2d')
  seen.drawImage(picture, 0, 0)
  expect([...seen.getImageData(50, 50, 1, 1).data]).toEqual([255, 0, 0, 255])
})

pdftotext.it('[SHELL3] a board is exported by its address, with all that pictures take', async () => {
  const server = await start()
  const folder = temporaryFolder()
  const open = await newBoard(server)
  const alice = await RawClient.sync(server, open)
  const { doc } = demoDocument()
  alice.sendUpdate(Y.encodeStateAsUpdate(doc))
  await alice.saved(1)
  expect(await drawbridge(folder, ['export', `${server.url}/b/${open}`, '-o', 'open.pdf', '--each', 'page'])).toEqual(
    DONE,
  )
  expect(pdftotext.run(readFileSync(join(folder, 'open.pdf')), [], ['-'])).toContain('stroke')
  expect(await drawbridge(folder, ['export', `${server.url}/b/${open}`, '-o', '-', '--format', 'json'])).toMatchObject({
    code: 0,
    said: expect.stringContaining('drawbridge/board') as string,
  })
})

it('[SHELL3] a board is exported with its link and its password; a server says why not', async () => {
  const server = await start()
  const folder = temporaryFolder()
  const { id, links } = await newLinkedBoard(server)
  const headers = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  const made = await post(`${server.url}/api/boards/${id}/links`, { role: 'view', password: 'sesame' }, headers)
  const { url } = (await made.json()) as { readonly url: string }
  expect((await openLink(url)).status).toBe(401)
  expect(await drawbridge(folder, ['export', `${server.url}/b/${id}`, '-o', 'a.svg'])).toMatchObject({
    code: 1,
    complained: expect.stringContaining('link-needed') as string,
  })
  expect(await drawbridge(folder, ['export', url, '-o', 'a.svg'])).toMatchObject({
    code: 1,
    complained: expect.stringContaining('password-needed') as string,
  })
  expect(await drawbridge(folder, ['export', url, '-o', 'a.svg'], { DRAWBRIDGE_PASSWORD: 'sesame' })).toEqual(DONE)
  expect(await drawbridge(folder, ['export', links.view, '-o', 'b.svg'])).toEqual(DONE)
  expect(readFileSync(join(folder, 'b.svg'), 'utf8')).toContain('<svg')
  await server.close()
  expect(await drawbridge(folder, ['export', links.view, '-o', 'c.svg'])).toMatchObject({
    code: 1,
    complained: expect.stringContaining('does not answer') as string,
  })
})

it.each([
  ['a file that is not there', ['render', 'nothing.json', '-o', 'a.png'], 1, 'there is no nothing.json'],
  ['a file that is no board', ['render', 'broken.json', '-o', 'a.png'], 1, "can't be opened"],
  ['bytes that are nothing', ['render', 'bytes', '-o', 'a.png'], 1, "can't be opened"],
  ['a picture that is too large', ['render', 'board.json', '-o', 'a.png', '--width', '8000'], 1, 'at most'],
  ['a format that there is not', ['render', 'board.json', '-o', 'a.bmp'], 2, 'png, webp, svg'],
  ['an option that there is not', ['render', 'board.json', '-o', 'a.png', '--size', '3'], 2, '--size'],
  [
    'an option that makes no sense',
    ['render', 'board.json', '-o', 'a.png', '--scale', 'big'],
    2,
    '--scale takes a number',
  ],
  ['nowhere to go', ['render', 'board.json'], 2, '-o'],
  ['a command that there is not', ['draw', 'board.json'], 2, '"draw"'],
  ['an address that is no board’s', ['export', 'https://example.org/', '-o', 'a.png'], 2, '/b/<id>'],
])('[SHELL4] %s is said, with a code of its own', async (_what, args, code, said) => {
  const folder = temporaryFolder()
  const board = createBoardDocument(new Y.Doc())
  board.add([{ kind: 'shape', matrix: [10, 0, 0, 100, 0, 0] }])
  writeFileSync(join(folder, 'board.json'), encodeBoardFile(boardFileOf(board)))
  writeFileSync(join(folder, 'broken.json'), '{"format":"drawbridge/board","version":1,"elements":[{}]}')
  writeFileSync(join(folder, 'bytes'), Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
  const ended = await drawbridge(folder, args)
  expect(ended).toMatchObject({ code, said: '' })
  expect(ended.complained).toContain(said)
  expect(ended.complained).not.toMatch(/\n +at /)
})

it('[SHELL4] says how it is used to who asks', async () => {
  const ended = await drawbridge(temporaryFolder(), ['--help'])
  expect(ended).toMatchObject({ code: 0, complained: '' })
  for (const word of ['export', 'render', '--each', '--version', 'pdf']) expect(ended.said).toContain(word)
})

/** A folder in which the package has been installed: what is packed of it, and beside it what it depends on. */
function installed(): string {
  const folder = temporaryFolder()
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const home = join(folder, 'node_modules', 'drawbridge')
  for (const part of ['package.json', 'scripts', 'dist/server', 'dist/fonts'])
    cpSync(join(root, part), join(home, part), { recursive: true })
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }
  for (const name of Object.keys(dependencies)) {
    const place = join(folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), place, 'dir')
  }
  return folder
}

it('[SHELL6] installed as a package it runs as it was packed', async () => {
  const folder = installed()
  writeFileSync(join(folder, 'board.json'), encodeBoardFile(boardFileOf(demoDocument().board)))
  const script = join(folder, 'node_modules', 'drawbridge', 'scripts', 'drawbridge.mjs')
  for (const format of ['png', 'svg', 'pdf']) {
    const order = ['render', 'board.json', '-o', `board.${format}`]
    expect(await drawbridge(folder, order, {}, script)).toEqual(DONE)
    expect(statSync(join(folder, `board.${format}`)).size).toBeGreaterThan(10_000)
  }
})
