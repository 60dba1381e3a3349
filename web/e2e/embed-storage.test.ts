import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs'
import { storedElements } from './auditor.ts'
import { type Site, startSite } from './site.ts'
import { useWorld } from './world.ts'

const world = useWorld()
let site: Site
let folder: string

beforeAll(async () => {
  site = await startSite()
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-profiles-'))
})
afterAll(async () => {
  site.close()
  await rm(folder, { recursive: true, force: true })
})

/** A browser of its own whose owner has it block what other sites' frames would keep. 1: third-party cookies; 2: everything. */
const BLOCKING = {
  'third-party cookies': { cookie_controls_mode: 1, block_third_party_cookies: true },
  'everything that sites keep': { default_content_setting_values: { cookies: 2 } },
}

async function browserThatBlocks(what: keyof typeof BLOCKING): Promise<BrowserContext> {
  const profile = join(folder, what.replaceAll(' ', '-'))
  await mkdir(join(profile, 'Default'), { recursive: true })
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify({ profile: BLOCKING[what] }))
  const options = await chromiumLaunchOptions()
  const args = [...(options.args ?? []), '--test-third-party-cookie-phaseout']
  return chromium.launchPersistentContext(profile, { ...options, args, viewport: { width: 800, height: 600 } })
}

/** In a frame: does anything that is kept there stay? */
const keepsCookies = () => {
  document.cookie = 'kept=1; SameSite=None; Secure'
  return document.cookie !== ''
}

it.each(['third-party cookies', 'everything that sites keep'] as const)(
  '[EMB10] where the browser blocks %s, a frame shows its board and lets people draw, and sets no cookie',
  async (what) => {
    const id = await world.server.newBoard()
    site.show(
      `<!doctype html><html lang="en"><title>host</title><body style="margin:0"><iframe title="Plans" src="${world.server.url}/embed/${id}" style="border:0;width:700px;height:480px"></iframe>`,
    )
    const reader = await browserThatBlocks(what)
    try {
      const page = reader.pages()[0] ?? (await reader.newPage())
      // Another host name than that of the board: to a browser it is another site, not only another origin.
      await page.goto(site.origin.replace('127.0.0.1', 'localhost'))
      const board = page.frameLocator('iframe')
      await board.locator('html[data-sync="saved"]').waitFor({ state: 'attached' })
      expect(await page.frames()[1]!.evaluate(keepsCookies)).toBe(false)
      await board.getByRole('main', { name: 'Board' }).click()
      await board.getByRole('radio', { name: /^Pen/ }).click()
      await page.mouse.move(200, 150)
      await page.mouse.down()
      await page.mouse.move(400, 250, { steps: 4 })
      await page.mouse.up()
      await expect.poll(() => storedElements(world.server.url, id), { timeout: 20_000 }).toHaveLength(1)
      expect(await reader.cookies()).toEqual([])
    } finally {
      await reader.close()
    }
  },
)
