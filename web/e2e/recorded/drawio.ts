import type { FrameLocator, Page } from 'playwright'
import { fileIn } from '../../src/embed/drawio/carriers.ts'
import { framesPass } from '../person.ts'

/** A message of draw.io's embed protocol. */
export type Message = Readonly<Record<string, unknown>>

/** One thing after the other: what the app says, word for word; the gist of what it is told; what its user does in the board. */
export type Turn = { readonly host: Message } | { readonly board: unknown } | { readonly person: PersonAct }

export interface Session {
  readonly about: string
  /** What the app asks the board's server for. */
  readonly query: string
  readonly turns: readonly Turn[]
}

/** What an app made for draw.io said in a browser, and what it was told: `drawio.json` beside this file. `node scripts/record-drawio.mjs` makes it. */
export interface Recording {
  readonly host: string
  readonly sessions: readonly Session[]
}

/** The board, in the only frame of a page. */
const boardIn = (page: Page): FrameLocator => page.frameLocator('iframe')

async function draw(page: Page, at: readonly [x: number, y: number]): Promise<void> {
  await boardIn(page)
    .getByRole('radio', { name: /^rectangle/i })
    .click()
  const [x, y] = at
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 200, y + 120, { steps: 4 })
  await page.mouse.up()
  await page.evaluate(framesPass)
}
const press = (name: string) => async (page: Page) => {
  await boardIn(page).getByRole('button', { name, exact: true }).click()
}
const sees = (words: string) => async (page: Page) => {
  await boardIn(page).getByText(words).waitFor()
}

/** What somebody at the board does, or waits to see. */
export const PERSON = {
  'draws a rectangle': (page: Page) => draw(page, [300, 200]),
  'draws another': (page: Page) => draw(page, [320, 310]),
  'sees the status': sees('Nobody else is here'),
  'sees what is waited for': sees('Fetching the plans'),
  'sees nothing to wait for': (page: Page) =>
    boardIn(page).getByText('Fetching the plans').waitFor({ state: 'hidden' }),
  'sees why it is not opened': sees('no board of Drawbridge'),
  'reads the dialog': press('Fine'),
  'answers the prompt': press('Name it'),
  'goes on with the draft': press('Go on'),
  'takes the flowchart': press('Flowchart'),
  saves: press('Save'),
  'saves and exits': press('Save and exit'),
  exits: press('Exit'),
} as const
export type PersonAct = keyof typeof PERSON

/**
 * A message without what differs between two drawings of the same: a board, or a picture that carries one, is the kinds of its elements. Where the board
 * begins in its frame is left out: that is what its tools leave.
 */
export function gistOf(said: unknown): unknown {
  if (typeof said === 'number') return Math.round(said) + 0
  if (typeof said === 'string') return gistOfText(said)
  if (Array.isArray(said)) return said.map(gistOf)
  if (typeof said !== 'object' || said === null) return said
  const entries = Object.entries(said).filter(([name]) => name !== 'translate')
  return Object.fromEntries(entries.map(([name, value]) => [name, gistOf(value)]))
}

function gistOfText(text: string): unknown {
  const type = /^data:([^;,]+)/.exec(text)?.[1]
  if (type === undefined && !text.startsWith('{')) return text
  const file = fileIn(text)
  const board = file === undefined ? null : kindsIn(file)
  return type === undefined ? { board } : { type, board }
}

const kindsIn = (file: string): string[] =>
  (JSON.parse(file) as { readonly elements: readonly { readonly kind: string }[] }).elements.map(({ kind }) => kind)
