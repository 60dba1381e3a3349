import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs'
import { storedElements } from './auditor.ts'
import { useSite } from './site.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const site = useSite()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-profiles-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Settings of a browser of its own: what its owner has it block. Said in full: left alone, a browser may block some of it by itself. */
const BLOCKING = {
  nothing: { cookie_controls_mode: 0 },
  'third-party cookies': { cookie_controls_mode: 1 },
  'everything that sites keep': { cookie_controls_mode: 0, default_content_setting_values: { cookies: 2 } },
}

async function browserThatBlocks(what: keyof typeof BLOCKING): Promise<BrowserContext> {
  const profile = await mkdtemp(join(folder, 'profile-'))
  await mkdir(join(profile, 'Default'))
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify({ profile: BLOCKING[what] }))
  const options = await chromiumLaunchOptions()
  return chromium.launchPersistentContext(profile, { ...options, viewport: { width: 800, height: 600 } })
}

/** The page around the board: its host name is another than the board's, so that to a browser it is another site, not only another origin. */
async function openedIn(reader: BrowserContext): Promise<Page> {
  const page = reader.pages()[0] ?? (await reader.newPage())
  await page.goto(site.origin.replace('127.0.0.1', 'localhost'))
  await page.frameLocator('iframe').locator('html[data-sync="saved"]').waitFor({ state: 'attached' })
  return page
}

interface Kept {
  readonly cookie: boolean
  readonly storage: boolean
}

/** In a page: what stays of what it keeps. On loopback addresses browsers take secure cookies over plain HTTP. */
const keep = (): Kept => {
  document.cookie = 'kept=1; SameSite=None; Secure'
  const cookie = document.cookie !== ''
  try {
    localStorage.setItem('kept', '1')
    return { cookie, storage: localStorage.getItem('kept') === '1' }
  } catch {
    return { cookie, storage: false }
  }
}

const EVERYTHING: Kept = { cookie: true, storage: true }
const NOTHING: Kept = { cookie: false, storage: false }

async function drawLine(page: Page): Promise<void> {
  const board = page.frameLocator('iframe')
  await board.getByRole('main', { name: 'Board' }).click()
  await board.getByRole('radio', { name: /^Pen/ }).click()
  await page.mouse.move(200, 150)
  await page.mouse.down()
  await page.mouse.move(400, 250, { steps: 4 })
  await page.mouse.up()
}

/** Chromium's old headless shell reads no settings of a profile, so that nothing can be blocked in it. */
async function readsSettings(): Promise<boolean> {
  const session = await world.browser.newBrowserCDPSession()
  const { product } = await session.send('Browser.getVersion')
  return !product.startsWith('HeadlessChrome/')
}

it.for([
  { what: 'third-party cookies', outside: EVERYTHING },
  { what: 'everything that sites keep', outside: NOTHING },
] as const)(
  '[EMB10] where the browser blocks $what, a frame shows its board and lets people draw, and sets no cookie',
  async ({ what, outside }, { skip }) => {
    skip(!(await readsSettings()), 'this browser has no settings')
    const id = await world.server.newBoard()
    site.show(
      `<!doctype html><html lang="en"><title>host</title><body style="margin:0"><iframe title="Plans" src="${world.server.url}/embed/${id}" style="border:0;width:700px;height:480px"></iframe>`,
    )
    const unblocked = await browserThatBlocks('nothing')
    try {
      const page = await openedIn(unblocked)
      expect(await unblocked.cookies()).toEqual([])
      // The same frame could keep things here: that it can't below is the setting's doing.
      expect(await page.frames()[1]!.evaluate(keep)).toEqual(EVERYTHING)
    } finally {
      await unblocked.close()
    }
    const reader = await browserThatBlocks(what)
    try {
      const page = await openedIn(reader)
      expect(await page.frames()[1]!.evaluate(keep)).toEqual(NOTHING)
      await drawLine(page)
      await expect.poll(() => storedElements(world.server.url, id), { timeout: 20_000 }).toHaveLength(1)
      expect(await reader.cookies()).toEqual([])
      // What is open by itself keeps everything where only third parties are blocked.
      expect(await page.evaluate(keep)).toEqual(outside)
    } finally {
      await reader.close()
    }
  },
)
