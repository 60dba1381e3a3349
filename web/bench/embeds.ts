import { type Browser, chromium, type Frame, type Page } from 'playwright'
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs'
import { record } from '../../server/bench/relay/load/workload.ts'
import { type Drawbridge, startDrawbridge } from '../e2e/drawbridge.ts'
import { startSite } from '../e2e/site.ts'
import { joinRaw } from './canvas/artists.ts'
import { fillBoard, socketUrlOf } from './canvas/boards.ts'
import { sceneOf } from './canvas/scenes.ts'

/** How soon the frames of a page show their boards: milliseconds after the page was asked for, by the clocks of the pages. */
interface Opening {
  readonly frames: number
  readonly strokesEach: number
  readonly firstMs: number
  readonly medianMs: number
  readonly lastMs: number
  /** The last of them is connected. */
  readonly liveMs: number
}

/** Animation frames of the thread that all frames of the page share, milliseconds. */
interface Smoothness {
  readonly while: string
  readonly frames: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly mostMs: number
}

const FRAMES = 20
const DRAWN_ON = 2
const STROKES = 300
const SECONDS = 4
const SEED = 5

/** Twenty frames with a board each on one page of another site, all in view: how soon they show something, and how smooth it is while two of them are drawn on. */
export async function run(): Promise<Readonly<Record<string, readonly object[]>>> {
  const server = await startDrawbridge()
  const site = await startSite()
  const browser = await chromium.launch(await chromiumLaunchOptions())
  try {
    const ids: string[] = []
    for (let i = 0; i < FRAMES; i++) ids.push((await fillBoard(server, sceneOf(String(STROKES)))).id)
    site.show(pageOf(server, ids))
    return await measure(browser, site.origin.replace('127.0.0.1', 'localhost'), server, ids)
  } finally {
    await browser.close()
    site.close()
    await server.dispose()
  }
}

const pageOf = ({ url }: Drawbridge, ids: readonly string[]): string =>
  `<!doctype html><title>Twenty boards</title><body style="margin:0">${ids
    .map((id) => `<iframe src="${url}/embed/${id}?readonly" style="border:0;width:320px;height:240px"></iframe>`)
    .join('')}`

async function measure(browser: Browser, address: string, server: Drawbridge, ids: readonly string[]) {
  const page = await browser.newPage({ viewport: { width: 1_640, height: 1_000 } })
  // Once before, as for somebody whose browser has the scripts.
  await open(page, address)
  const opening = await open(page, address)
  const frames = page.frames().filter((frame) => frame.parentFrame() !== null)
  const artists = await Promise.all(ids.slice(0, DRAWN_ON).map((id) => joinRaw(`${socketUrlOf(server.url)}/${id}`, 1)))
  const { writes } = record('live', 1, SECONDS * 1_000, SEED)
  const [first] = frames as [Frame]
  const calm = await smoothness(
    first,
    'nobody draws',
    () => new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000)),
  )
  const busy = await smoothness(first, `${DRAWN_ON} are drawn on`, () =>
    Promise.all(artists.map((artist) => artist.play(writes))),
  )
  await Promise.all(artists.map((artist) => artist.leave()))
  return { opening: [opening], smoothness: [calm, busy] }
}

async function open(page: Page, address: string): Promise<Opening> {
  await page.goto(address)
  const begun = await page.evaluate(() => performance.timeOrigin)
  const frames = page.frames().filter((frame) => frame.parentFrame() !== null)
  const times = await Promise.all(
    frames.map(async (frame) => {
      await frame.locator('html[data-sync="saved"]').waitFor({ state: 'attached', timeout: 60_000 })
      return frame.evaluate(() => ({
        shown: performance.timeOrigin + (performance.getEntriesByName('first-content')[0]?.startTime ?? NaN),
        live: Date.now(),
      }))
    }),
  )
  const shown = times.map((time) => time.shown - begun).sort((a, b) => a - b)
  const [liveMs, at] = [Math.max(...times.map(({ live }) => live - begun)), quantile(shown)]
  return {
    frames: frames.length,
    strokesEach: STROKES,
    firstMs: at(0),
    medianMs: at(0.5),
    lastMs: at(1),
    liveMs: Math.round(liveMs),
  }
}

async function smoothness(frame: Frame, what: string, act: () => Promise<unknown>): Promise<Smoothness> {
  await frame.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { times })
    const next = (now: number) => {
      times.push(now)
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  await act()
  const times = await frame.evaluate(() => (window as unknown as { times: number[] }).times)
  const gaps = times.slice(1).map((now, i) => now - (times[i] as number))
  const at = quantile(gaps.sort((a, b) => a - b))
  return { while: what, frames: gaps.length, medianMs: at(0.5), p95Ms: at(0.95), mostMs: at(1) }
}

/** Of sorted numbers; rounded to a tenth. */
const quantile =
  (sorted: readonly number[]) =>
  (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN) * 10) / 10
