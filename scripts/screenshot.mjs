// `npm run screenshot`: takes the README's pictures from the running app: a board worth looking at, and somebody else drawing on it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { ensureBuilt } from './build.mjs'
import { chromiumLaunchOptions } from './chromium.mjs'
import { openLoader } from './load-typescript.mjs'
import { ROOT } from './root.mjs'

const PORT = 3471
const BASE = `http://localhost:${PORT}`
const IMAGES = join(ROOT, 'docs', 'images')
const SHOTS = [
  { name: 'board', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'board-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light', isMobile: true, hasTouch: true },
]

await ensureBuilt()
const dataDir = mkdtempSync(join(tmpdir(), 'drawbridge-screenshot-'))
const env = { ...process.env, PORT: String(PORT), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent' }
const server = spawn(process.execPath, [join(ROOT, 'dist/server/main.mjs')], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
for await (const line of createInterface({ input: server.stdout })) if (line.includes('http://')) break

const { id } = await (
  await fetch(`${BASE}/api/boards`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ anyone: 'edit' }),
  })
).json()
const loader = await openLoader()
await drawOn(id)

const browser = await chromium.launch(await chromiumLaunchOptions())
mkdirSync(IMAGES, { recursive: true })
for (const { name, width, height, ...options } of SHOTS) await shoot(name, { viewport: { width, height }, ...options })
await browser.close()
await loader.close()
server.kill()
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)

/** The demo board, through the relay as any client would draw it. */
async function drawOn(board) {
  const Y = await import('yjs')
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`ws://localhost:${PORT}/sync`, board, doc, {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
  })
  await new Promise((resolve) => provider.on('sync', (isSynced) => isSynced && resolve()))
  const { createBoardDocument } = await loader.load('/web/board/document/board-document.ts')
  const { drawDemoBoard } = await loader.load('/web/board/testing/demo-board.ts')
  const document = createBoardDocument(doc)
  drawDemoBoard(document)
  const stored = async () => (await (await fetch(`${BASE}/api/boards/${board}`)).json()).seq
  while ((await stored()) < 2) await new Promise((resolve) => setImmediate(resolve))
  provider.destroy()
}

/** Wind below the sun, in loops: what somebody is just drawing, and what nobody takes for a shape when the pen rests. */
function wind(t) {
  const angle = 10 * Math.PI * t
  return [905 + 140 * t + Math.sin(angle) * 26, 300 + 14 * Math.sin(5 * t) - Math.cos(angle) * 22]
}

async function shoot(name, options) {
  const mira = await open({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' }, 'Mira', 6)
  const jon = await open(options, 'Jon', 1)
  await mira.keyboard.press('p')
  await mira.getByRole('radio', { name: 'Blue', exact: true }).click()
  await mira.mouse.move(...wind(0))
  await mira.mouse.down()
  for (let i = 0; i <= 120; i++) await mira.mouse.move(...wind(i / 120))
  await jon.locator('.drawbridge-cursors .cursor').waitFor({ state: 'attached' })
  await jon.waitForFunction(() => document.documentElement.dataset.paint === 'settled')
  await jon.mouse.move(options.viewport.width / 2, options.viewport.height - 170)
  await jon.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)))
  await jon.screenshot({ path: join(IMAGES, `${name}.png`) })
  await mira.mouse.up()
  await mira.keyboard.press('Control+z')
  await mira.waitForFunction(() => document.documentElement.dataset.sync === 'saved')
  await Promise.all([mira.context().close(), jon.context().close()])
}

async function open(options, name, color) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(`${BASE}/b/${id}`)
  await page.waitForFunction(() => document.documentElement.dataset.sync === 'saved')
  await page.getByRole('button', { name: /^You are/ }).click()
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel(`Colour ${color}`, { exact: true }).check()
  await page.keyboard.press('Escape')
  return page
}
