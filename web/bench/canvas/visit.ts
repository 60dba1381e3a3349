import { type Browser, type BrowserContext, chromium, type CDPSession, type Page } from 'playwright'
import type { Vector } from '#board/geometry/vector.ts'
import { chromiumLaunchOptions } from '../../../scripts/chromium.mjs'
import type { Layout } from './layout.ts'
import { offerPicture } from './pixels.ts'

const VIEWPORT = { width: 1280, height: 720 }
export const CENTRE = { x: VIEWPORT.width / 2, y: VIEWPORT.height / 2 }
/** One press of the key that zooms in or out. */
const ZOOM_STEP = 1.25

/** Somebody who has opened a board in a browser of their own, and where they look. */
export interface Visit {
  readonly browser: Browser
  readonly page: Page
  readonly cdp: CDPSession
  readonly layout: Layout
  /** How long it took to open, by the page's own clock. */
  readonly opened: Opened
  /** Elements on the board, as whoever keeps them says. */
  count(): Promise<number>
  /** Everybody who is here draws on the board at this address: `ws://...`. */
  readonly socketUrl: string
  /** Looks at a place from so many steps of the zoom key away from 100 %, and waits until all is sharp. */
  lookAt(place: Vector, stepsOut?: number): Promise<void>
  /** All of the board, sharp. */
  fit(): Promise<void>
  /** A place of the scene on the page, in CSS pixels, after `lookAt`. */
  onPage(place: Vector): Vector
  /** Turns the wheel by so many CSS pixels. Browsers take what is put in from outside for device pixels. */
  wheel(dx: number, dy: number): Promise<void>
  /** Waits until what was asked for is painted. */
  rest(): Promise<void>
  /** Waits for the next animation frame: what was pressed has been heard. */
  frame(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds after the navigation began, by the page's clock. */
export interface Opened {
  /** All bytes of the board are in memory. */
  readonly bytesMs: number
  /** Something of the board is on a canvas. */
  readonly seenMs: number
  /** The page answers. */
  readonly readyMs: number
  /** All in view is sharp. */
  readonly settledMs: number
  /** The longest time for which it answered nothing; 0 when it was never over 50. */
  readonly longestTaskMs: number
}

export interface VisitOptions {
  readonly url: string
  /** Of another board: who opens `url` has been here before. */
  readonly emptyUrl: string
  readonly socketUrl: string
  readonly layout: Layout
  readonly count: (page: Page) => Promise<number>
  /** For everything that a page may take long for. */
  readonly patienceMs: number
  readonly pixelRatio?: number
}

export async function openVisit(options: VisitOptions): Promise<Visit> {
  const { url, layout, count, patienceMs, pixelRatio = 1, socketUrl } = options
  const browser = await chromium.launch(await chromiumLaunchOptions())
  try {
    const context = await browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: pixelRatio })
    context.setDefaultTimeout(patienceMs)
    await visitBefore(context, options.emptyUrl)
    const page = await context.newPage()
    await page.addInitScript(watchOpening)
    await page.addInitScript(offerPicture)
    await page.goto(url, { waitUntil: 'commit' })
    const cdp = await page.context().newCDPSession(page)
    const opened = await openingOf(page)
    await page.mouse.move(CENTRE.x, CENTRE.y)
    return {
      browser,
      page,
      cdp,
      layout,
      opened,
      socketUrl,
      count: () => count(page),
      ...looking(page, layout, pixelRatio),
      close: () => browser.close(),
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

/** The browser has started and knows the page's files. */
async function visitBefore(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForFunction(() => document.documentElement.dataset['paint'] === 'settled')
  await page.close()
}

type Looking = Pick<Visit, 'lookAt' | 'fit' | 'onPage' | 'wheel' | 'rest' | 'frame'>

function looking(page: Page, layout: Layout, pixelRatio: number): Looking {
  let [at, zoom] = [layout.centre, 1]
  const frame = () =>
    page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
  const rest = async () => {
    await frame()
    await page.waitForFunction(() => document.documentElement.dataset['paint'] === 'settled')
    await frame()
  }
  const wheel = (dx: number, dy: number) => page.mouse.wheel(dx * pixelRatio, dy * pixelRatio)
  const fit = async () => {
    await page.keyboard.press('Shift+Digit1')
    await rest()
  }
  return {
    frame,
    rest,
    fit,
    wheel,
    async lookAt(place, stepsOut = 0) {
      // The fitted board is in the middle of the page, and the keys zoom about the middle: so the camera is known.
      await page.keyboard.press('Shift+Digit1')
      await page.keyboard.press('Shift+Digit0')
      await frame()
      await wheel(place.x - layout.centre.x, place.y - layout.centre.y)
      await frame()
      for (let step = 0; step < stepsOut; step++) await page.keyboard.press('Control+Minus')
      ;[at, zoom] = [place, ZOOM_STEP ** -stepsOut]
      await rest()
    },
    onPage: ({ x, y }) => ({ x: CENTRE.x + (x - at.x) * zoom, y: CENTRE.y + (y - at.y) * zoom }),
  }
}

/** The steps of the zoom key from 100 % until so many scene units take so many CSS pixels. */
export const stepsUntil = (units: number, pixels: number): number =>
  Math.max(0, Math.ceil(Math.log(units / pixels) / Math.log(ZOOM_STEP)))

interface OpeningWatch {
  seenMs: number
  longestTaskMs: number
}

/** In the page, before anything else: looks once a frame whether a canvas shows something, and for long tasks. */
function watchOpening(): void {
  const watch: OpeningWatch = { seenMs: 0, longestTaskMs: 0 }
  Object.assign(globalThis, { openingWatch: watch })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.longestTaskMs = Math.max(watch.longestTaskMs, duration)
  }).observe({ type: 'longtask', buffered: true })
  const small = new OffscreenCanvas(96, 54)
  const ctx = small.getContext('2d', { willReadFrequently: true })
  const look = (): void => {
    for (const canvas of document.querySelectorAll('canvas')) {
      if (!ctx || canvas.width < 300) continue
      ctx.clearRect(0, 0, 96, 54)
      ctx.drawImage(canvas, 0, 0, 96, 54)
      const { data } = ctx.getImageData(0, 0, 96, 54)
      // Ink is anything that is not the paper in the corner.
      if (data.some((value, i) => Math.abs(value - (data[i % 4] ?? 0)) > 12)) watch.seenMs = performance.now()
    }
    if (watch.seenMs === 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

async function openingOf(page: Page): Promise<Opened> {
  const whenIs = async (name: string, value: string): Promise<number> => {
    const at = await page.waitForFunction(
      ([n, v]) => (document.documentElement.dataset[n] === v ? performance.now() : 0),
      [name, value] as const,
    )
    return await at.jsonValue()
  }
  const readyMs = await whenIs('board', 'ready')
  const settledMs = await whenIs('paint', 'settled')
  const watch = await page.evaluate(() => (globalThis as unknown as { openingWatch: OpeningWatch }).openingWatch)
  const bytesMs = await page.evaluate(() => {
    const states = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/state'))
    return Math.max(...states.map((entry) => (entry as PerformanceResourceTiming).responseEnd))
  })
  return { ...watch, bytesMs, readyMs, settledMs }
}
