import { readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright'
import type { Vector } from '#board/geometry/vector.ts'
import { chromiumLaunchOptions } from '../../../scripts/chromium.mjs'

/** What using a board costs. Times in milliseconds. */
export interface Measured {
  /** From the navigation until all of the board is painted, at fit. */
  readonly open: number
  readonly panFit: Frames
  readonly panFull: Frames
  readonly draw: Frames
  /** JavaScript heap after a collection, MiB; Fabric's cache canvases are not in it. */
  readonly heapMiB: number
  /** Memory of the page's processes (their share of what they share), MiB. Linux only. */
  readonly memoryMiB: number
}

/** From one animation frame to the next. */
interface Frames {
  readonly p50: number
  readonly p95: number
}

const VIEWPORT = { width: 1280, height: 720 }
const CENTRE = { x: VIEWPORT.width / 2, y: VIEWPORT.height / 2 }
/** Panned is in a circle that ends where it began, as fast as a trackpad speaks. */
const STEP_MS = 1_000 / 60
const PAN_STEPS = 60
const PIXELS_PER_STEP = 20
const DRAWN_POINTS = 120
/** A page that had no event for so many frames has had them all: those of a wheel come late to a slow page. */
const QUIET_FRAMES = 20
/** Naive Fabric takes half a minute to open a big board on a slow machine. */
const PATIENCE_MS = 120_000

/** Opens `url` and no more, so that the server has compressed its files. */
export async function visit(url: string): Promise<void> {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  try {
    await openPage(await browser.newPage(), url)
  } finally {
    await browser.close()
  }
}

/**
 * Opens `url` in a browser of its own and uses the board with real keys, wheel and pointer.
 * @param crowd where the board is full, from its centre; looked at when zoomed to 100 %
 */
export async function measurePage(url: string, crowd: Vector): Promise<Measured> {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 1 })
    page.setDefaultTimeout(PATIENCE_MS)
    const open = await openPage(page, url)
    await page.mouse.move(CENTRE.x, CENTRE.y)
    const panFit = await framesDuring(page, () => pan(page))
    await page.keyboard.press('Shift+Digit0')
    await page.mouse.wheel(crowd.x, crowd.y)
    await rest(page)
    const panFull = await framesDuring(page, () => pan(page))
    await rest(page)
    await page.keyboard.press('p')
    const draw = await framesDuring(page, () => drawCurve(page))
    await rest(page)
    return { open, panFit, panFull, draw, heapMiB: await heapMib(page), memoryMiB: await memoryMib(browser) }
  } finally {
    await browser.close()
  }
}

/** From the navigation until all is painted. */
async function openPage(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  return await settled(page)
}

/** Answers when the page saw the first frame after all was painted, by its own clock. */
async function settled(page: Page): Promise<number> {
  const atMs = await page.waitForFunction(() => {
    const { board, paint } = document.documentElement.dataset
    return board === 'ready' && paint === 'settled' ? performance.now() : 0
  })
  return await atMs.jsonValue()
}

/** What was asked for is painted. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  )
  await settled(page)
}

/** The frames from the first event that reaches the page to the one that paints the last. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  const recording = await page.evaluateHandle((quietFrames) => {
    const times: number[] = []
    const busy = { from: Infinity, to: Infinity }
    let ended: (times: number[]) => void = () => {}
    const note = (): void => {
      busy.from = Math.min(busy.from, times.length - 1)
      busy.to = times.length + 1
    }
    for (const type of ['wheel', 'pointermove']) addEventListener(type, note, { capture: true, passive: true })
    const tick = (now: number): void => {
      times.push(now)
      if (times.length > busy.to + quietFrames) ended(times.slice(Math.max(0, busy.from), busy.to + 1))
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    return { end: () => new Promise<number[]>((resolve) => (ended = resolve)) }
  }, QUIET_FRAMES)
  await act()
  const times = await recording.evaluate(({ end }) => end())
  const lengths = times.slice(1).map((time, i) => time - (times[i] ?? time))
  lengths.sort((a, b) => a - b)
  return { p50: percentile(lengths, 0.5), p95: percentile(lengths, 0.95) }
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN

/** A trackpad's stream of events. It doesn't wait for the page: what a slow page can't take in time, the browser merges. */
async function pan(page: Page): Promise<void> {
  const startMs = performance.now()
  const taken: Promise<void>[] = []
  for (let i = 0; i < PAN_STEPS; i++) {
    const waitMs = startMs + i * STEP_MS - performance.now()
    if (waitMs > 0) await page.waitForTimeout(waitMs)
    const angle = (i / PAN_STEPS) * 2 * Math.PI
    taken.push(page.mouse.wheel(PIXELS_PER_STEP * Math.cos(angle), PIXELS_PER_STEP * Math.sin(angle)))
  }
  await Promise.all(taken)
}

async function drawCurve(page: Page): Promise<void> {
  const at = (i: number): [x: number, y: number] => {
    const t = (i / DRAWN_POINTS) * 2 * Math.PI
    return [CENTRE.x + 300 * Math.sin(2 * t), CENTRE.y + 150 * Math.sin(3 * t)]
  }
  await page.mouse.move(...at(0))
  await page.mouse.down()
  for (let i = 1; i <= DRAWN_POINTS; i++) await page.mouse.move(...at(i))
  await page.mouse.up()
}

const MIB = 1024 * 1024

async function heapMib(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / MIB
}

async function memoryMib(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const kib = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1])
  return kib.reduce((sum, size) => sum + Number(size), 0) / 1024
}
