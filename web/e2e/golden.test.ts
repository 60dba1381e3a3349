import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Theme } from '#board/render/theme.ts'
import { compareSquares } from '../../scripts/compare-pictures.mjs'
import { program } from '../../server/testing/programs.ts'
import { temporaryFolder } from '../../server/testing/temporary-folder.ts'
import { putBoard, putFile, stripes } from './from-outside.ts'
import { goldenBoard, GOLDEN_MARGIN, type Plot } from './golden-board.ts'
import { newPerson, type Person } from './person.ts'
import { useWorld } from './world.ts'

/** Every kind of element and every script as the server draws them, against the browser and programs that are not ours. */
const world = useWorld()
const pdftoppm = program('pdftoppm')
let address: string
let ann: Person
let plots: readonly Plot[]

beforeAll(async () => {
  const { server } = world
  const board = await server.newBoard()
  const file = await putFile(server.url, board, stripes(80, 50, '#cc3333', '#33cc33', '#3333cc'), 'image/png')
  const golden = goldenBoard(file)
  plots = golden.plots
  await putBoard(server.url, board, golden.elements)
  address = `${server.url}/b/${board}`
  ann = await newPerson(world.browser)
  await ann.open(address)
})
afterAll(() => ann.context.close())

async function fromServer(format: string, query: Readonly<Record<string, string>>): Promise<Uint8Array> {
  // Comparing takes so long that the server may have left a connection that we still take for open.
  const headers = { Connection: 'close' }
  const response = await fetch(`${address}.${format}?${new URLSearchParams({ scale: '1', ...query })}`, { headers })
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

/** Saved by the export dialog. */
async function exported(format: string, theme: Theme): Promise<Uint8Array> {
  const { page } = ann
  await page.keyboard.press('Control+Shift+E')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('radio', { name: format, exact: true }).check()
  await dialog.getByRole('checkbox', { name: 'Dark' }).setChecked(theme === 'dark')
  if (format === 'PNG') await dialog.getByRole('combobox', { name: 'Size' }).selectOption('1×')
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const bytes = readFileSync(await (await saved).path())
  await dialog.waitFor({ state: 'hidden' })
  return bytes
}

/** A picture of lines as Chromium shows it, by itself and with nothing but what it carries. */
async function shown(svg: Uint8Array): Promise<Uint8Array> {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(Buffer.from(svg).toString()) ?? []
  const viewport = { width: Math.round(Number(width)), height: Math.round(Number(height)) }
  const context = await world.browser.newContext({ viewport })
  const page = await context.newPage()
  await page.route('**/*', (route) => route.fulfill({ body: Buffer.from(svg), contentType: 'image/svg+xml' }))
  await page.goto('http://picture.example/')
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const png = await page.screenshot()
  await context.close()
  return png
}

/** What of two pictures is compared, and how. */
interface Comparison extends Partial<Parameters<typeof compareSquares>[2]> {
  readonly compared?: readonly Plot[]
}

/** Letters are put on whole pixels and hinted in the one, drawn as outlines in the other (at most 24 was seen, and 40 of the PDF). */
const LETTERS = { tolerance: 32 } as const
const PLACED = { tolerance: 48 } as const

/** What differs between two pictures of the golden board, by its parts. */
async function differences(
  known: Uint8Array,
  other: Uint8Array,
  { compared = plots, ...tolerances }: Comparison = {},
): Promise<readonly string[]> {
  const [one, two] = [await sheetOf(known), await sheetOf(other)]
  if (one.width !== two.width || one.height !== two.height)
    return [`${two.width} × ${two.height} pixels, not ${one.width} × ${one.height}`]
  return compared.flatMap((plot) => {
    const [a, b] = [pixelsIn(one, plot), pixelsIn(two, plot)]
    const { message } = compareSquares(a, b, tolerances)
    return message === null ? [] : [`${plot.name}: ${message}`]
  })
}

async function sheetOf(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png))
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width, height, context }
}

function pixelsIn({ context }: Awaited<ReturnType<typeof sheetOf>>, { box }: Plot) {
  const [width, height] = [box.maxX - box.minX, box.maxY - box.minY]
  const { data } = context.getImageData(box.minX + GOLDEN_MARGIN, box.minY + GOLDEN_MARGIN, width, height)
  return { data, metadata: { width, height } }
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  it('[GOLD1] a picture by URL is the one that is exported in the browser, whatever is on it', async () => {
    expect(await differences(await fromServer('png', { theme }), await exported('PNG', theme))).toEqual([])
  })

  it('[GOLD2] an SVG, from the server or the browser, is shown as the PNG, by its fonts and by outlines', async () => {
    const png = await fromServer('png', { theme })
    // Emoji are left to the fonts of who looks at it.
    const compared = plots.filter(({ name }) => name !== 'emoji')
    for (const text of ['fonts', 'paths']) {
      const svg = await shown(await fromServer('svg', { theme, text }))
      expect(await differences(png, svg, { compared, ...LETTERS }), text).toEqual([])
    }
    expect(await differences(png, await shown(await exported('SVG', theme)), { compared, ...LETTERS })).toEqual([])
  })

  pdftoppm.it('[GOLD3] a PDF is shown as the PNG by a program that is not ours', async () => {
    const png = await fromServer('png', { theme })
    const { width, height } = await loadImage(Buffer.from(png))
    const page = join(temporaryFolder(), 'page')
    const size = ['-scale-to-x', String(width), '-scale-to-y', String(height)]
    pdftoppm.run(await fromServer('pdf', { theme }), ['-png', '-singlefile', ...size], [page])
    expect(await differences(png, readFileSync(`${page}.png`), PLACED)).toEqual([])
  })
})
