import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { examples } from '../../scripts/examples-plugin.mjs'
import { boardInSvg } from '#board/formats/carried.ts'
import { newPerson, type Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
let reader: Person

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.md': 'text/plain',
}

/** What Vite makes of an app's first module. */
async function bundled(entry: string): Promise<string> {
  const root = fileURLToPath(new URL('../../docs/examples/', import.meta.url))
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: examples(),
    build: { write: false, target: 'es2022', rolldownOptions: { input: `${root}${entry}` } },
  })
  const [first] = [result].flat()
  if (first === undefined || !('output' in first)) throw new Error('nothing was built')
  return first.output[0].code
}

/** What a page asked for in vain. */
let missing: string[]

beforeEach(() => {
  missing = []
})
afterEach(() => {
  expect(missing).toEqual([])
})

beforeAll(async () => {
  reader = await newPerson(world.browser)
  reader.page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url())
  })
  // As `npm run dev` serves them: from the folder as they are, on the server's own host.
  await reader.page.route('**/examples/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    const body = await readFile(new URL(`../../docs${pathname}`, import.meta.url), 'utf8')
    await route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? 'text/plain' })
  })
  await reader.page.route(/\/examples\/\w+\/main\.(?:tsx|js)$/, async (route) => {
    const { pathname } = new URL(route.request().url())
    await route.fulfill({ body: await bundled(pathname.slice('/examples/'.length)), contentType: 'text/javascript' })
  })
})
afterAll(() => reader.context.close())

async function open(example: string) {
  await reader.page.goto(`${world.server.url}/examples/${example}`)
  return reader.page
}

/** In the board of the page. */
async function drawRectangle(page: Page): Promise<void> {
  await page
    .frameLocator('iframe')
    .getByRole('radio', { name: /^rectangle/i })
    .click()
  const frame = (await page.locator('iframe').boundingBox())!
  await reader.drag([
    [frame.x + 200, frame.y + 120],
    [frame.x + 320, frame.y + 200],
  ])
}

it('[WEB4] a board in a page takes what the page’s buttons ask for', async () => {
  const page = await open('plain.html')
  await page.getByText('The board is open').waitFor()
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.getByText('1 added, 0 taken off').waitFor()
  await page.getByRole('button', { name: 'Make a picture' }).click()
  await page.getByAltText('The board as it is now').waitFor()
})

it.each(['React', 'Vue'])(
  '[WEB4] an app of %s shows a board, asks it for a note and hears of it',
  async (framework) => {
    const page = await open(`${framework.toLowerCase()}.html`)
    await page.getByText('The board is open').waitFor()
    await page.getByRole('button', { name: 'Add a note' }).click()
    await page.getByText('1 added').waitFor()
    // The frame is the first one still: what the app has to say draws it anew, and not the board.
    expect(await page.locator('iframe').count()).toBe(1)
  },
)

it('[DIO9] an app that talks with draw.io by a library of others draws, keeps a picture and edits it again', async () => {
  await (await open('drawio.html')).evaluate(() => localStorage.removeItem('example-diagram'))
  const page = await open('drawio.html')
  const edit = page.getByRole('button', { name: 'Edit' })
  const editor = page.frameLocator('iframe')
  const kept = () => page.evaluate(() => localStorage.getItem('example-diagram'))
  await edit.click()
  await drawRectangle(page)
  await editor.getByText('Unsaved changes').waitFor()
  await editor.getByRole('button', { name: 'Save and exit' }).click()
  await page.getByAltText('The drawing').waitFor()
  const first = await kept()
  expect(first).toMatch(/^data:image\/svg\+xml;base64,/)

  await edit.click()
  await editor.locator('html[data-board=ready]').waitFor()
  await drawRectangle(page)
  await editor.getByText('Unsaved changes').waitFor()
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(kept, { timeout: 20_000 }).not.toBe(first)
  await editor.getByRole('button', { name: 'Exit', exact: true }).click()
  await page.getByAltText('The drawing').waitFor()
  const shapes = boardInSvg(String(Buffer.from((await kept())!.split(',')[1]!, 'base64')))
  expect((JSON.parse(shapes!) as { elements: unknown[] }).elements).toHaveLength(2)
})

it('[EMB14] where there is room for the tools of a frame, they are in its middle', async () => {
  const page = await open('held.html')
  const tools = page.frameLocator('iframe').locator('.toolbar')
  const offCentre = () =>
    tools.evaluate((bar) => {
      const { left, right } = bar.getBoundingClientRect()
      return Math.abs((left + right) / 2 - document.documentElement.clientWidth / 2)
    })
  await expect.poll(offCentre, { timeout: 20_000 }).toBeLessThan(2)
})

it('[WEB4] a board of one’s own is there again after a reload', async () => {
  const page = await open('held.html')
  const board = page.frameLocator('iframe')
  await board.locator('html[data-board=ready]').waitFor()
  await drawRectangle(page)
  const file = page.getByLabel('The board’s file')
  await expect.poll(() => file.textContent(), { timeout: 20_000 }).toContain('"kind":"shape"')
  const before = await file.textContent()
  await page.reload()
  await expect.poll(() => file.textContent(), { timeout: 20_000 }).toBe(before)
})

it('[WEB4] a Markdown site shows pictures by URL', async () => {
  const page = await open('markdown.html')
  for (const words of ['Our plan', 'Our plan, in the dark']) {
    const picture = page.getByAltText(words, { exact: true })
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), {
        timeout: 20_000,
      })
      .toBe(true)
  }
  const drawn = page.getByAltText('Our plan', { exact: true })
  // Three notes side by side, and not an empty board.
  expect(await drawn.evaluate((image: HTMLImageElement) => image.naturalWidth > 2 * image.naturalHeight)).toBe(true)
})

it('[WEB4] twenty boards open on one page', async () => {
  const page = await open('twenty.html')
  await expect.poll(() => page.locator('iframe').count(), { timeout: 20_000 }).toBe(20)
  await page.frameLocator('iframe >> nth=0').locator('html[data-board=ready]').waitFor()
})
