import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { expect } from 'vitest'
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs'
import { type Picture, pictureOf } from './picture.ts'

export type Point = readonly [x: number, y: number]

/** A small screen that is touched. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 740 },
  hasTouch: true,
  isMobile: true,
}

/** Somebody at a screen of their own: one browser context (own storage), one page, and hands. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  open(url: string): Promise<void>
  choose(tool: string): Promise<void>
  /** Runs the first command of the palette that these words find. */
  command(words: string): Promise<void>
  /** Presses at the first point, moves along the others, and stays down. Points are page pixels. */
  press(path: readonly Point[]): Promise<void>
  release(): Promise<void>
  /** `press` and `release`. */
  drag(path: readonly Point[]): Promise<void>
  /** Waits until `<html data-sync>` says so. */
  sync(state: 'saving' | 'saved' | 'offline' | 'connecting'): Promise<void>
  /** Waits until all that should be on the canvas is painted. */
  settled(): Promise<void>
  /** The board without chrome, cursors and status: what is drawn. */
  look(): Promise<Picture>
  /** Waits until `test` holds for what is drawn; fails with the test's own deadline. */
  sees(test: (picture: Picture) => boolean): Promise<void>
}

/** `flags`: of Chromium's own, beside those that all tests use. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const options = await chromiumLaunchOptions()
  return await chromium.launch({ ...options, args: [...(options.args ?? []), ...flags] })
}

/**
 * Hides everything that floats over the drawing, for pictures only, never for gestures. The content security policy admits no
 * inline styles, so it is a constructed sheet.
 */
const withoutChrome = async (page: Page, act: () => Promise<Picture>): Promise<Picture> => {
  const show = (isShown: boolean) =>
    Promise.all(
      page.frames().map((frame) =>
        frame.evaluate((shown) => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(
            '[data-chrome], [data-chrome] *, .drawbridge-cursors, .skip-link { visibility: hidden !important; } .board::after { display: none !important; }',
          )
          document.adoptedStyleSheets = shown ? [] : [sheet]
        }, isShown),
      ),
    )
  await show(false)
  try {
    return await act()
  } finally {
    await show(true)
  }
}

/** How long a test waits for what it expects to see: far longer than it takes, far shorter than the test's own limit. */
const PATIENCE_MS = 20_000

const attribute = (page: Page, name: string, value: string) =>
  page.waitForFunction(([n, v]) => document.documentElement.dataset[n] === v, [name, value] as const, {
    timeout: PATIENCE_MS,
  })

/** Pointers are handed on once a frame: two frames later the page has done what was asked, and says so if it isn't saved yet. */
export const framesPass = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

export async function newPerson(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const look = () => withoutChrome(page, async () => await pictureOf(await page.screenshot({ caret: 'hide' })))
  const settled = async () => {
    await attribute(page, 'paint', 'settled')
  }
  const press = async (path: readonly Point[]) => {
    const [first, ...rest] = path
    if (first === undefined) return
    await page.mouse.move(first[0], first[1])
    await page.mouse.down()
    for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 4 })
  }
  const release = async () => {
    await page.mouse.up()
    await page.evaluate(framesPass)
  }
  return {
    page,
    context,
    async open(url) {
      await page.goto(url)
      await attribute(page, 'board', 'ready')
      await attribute(page, 'sync', 'saved')
    },
    async choose(tool) {
      await page
        .getByRole('toolbar')
        .getByRole('radio', { name: new RegExp(`^${tool}`, 'i') })
        .click()
    },
    async command(words) {
      await page.keyboard.press('Control+/')
      await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
      await page.keyboard.press('Enter')
    },
    press,
    release,
    async drag(path) {
      await press(path)
      await release()
    },
    async sync(state) {
      await attribute(page, 'sync', state)
    },
    settled,
    look,
    async sees(test) {
      await expect.poll(async () => test(await look()), { timeout: PATIENCE_MS, interval: 30 }).toBe(true)
    },
  }
}

/** Somebody for each of the options, with a browser of their own, for as long as the visit lasts. */
export async function withPeople<const Options extends readonly BrowserContextOptions[]>(
  browser: Browser,
  options: Options,
  visit: (...people: { [At in keyof Options]: Person }) => Promise<void>,
): Promise<void> {
  const people = await Promise.all(options.map((each) => newPerson(browser, each)))
  try {
    await visit(...(people as { [At in keyof Options]: Person }))
  } finally {
    await Promise.all(people.map(({ context }) => context.close()))
  }
}
