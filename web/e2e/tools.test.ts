import type { Locator } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import { decodePoints } from '#board/geometry/points.ts'
import { SHAPE_NAMES } from '#board/geometry/shapes.ts'
import { TOOLS } from '../src/tools/index.ts'
import { storedElements } from './auditor.ts'
import { stripes } from './from-outside.ts'
import { fingerOf, mouseOf, penOf, type Hand } from './hands.ts'
import { newPerson, PHONE, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** Who points with what at what screen. */
const SEATS = [
  { seat: 'a mouse on a desktop', options: {}, handOf: mouseOf },
  { seat: 'a finger on a phone', options: PHONE, handOf: fingerOf },
  { seat: 'a pen on a tablet', options: { viewport: { width: 820, height: 1_180 }, hasTouch: true }, handOf: penOf },
] as const

/** Somebody at such a seat, who does everything by hand. */
interface Worker {
  readonly person: Person
  readonly hand: Hand
  /** Chooses a tool in the toolbar, and draws along a path with it, if there is one; one point is a tap. */
  use(tool: string, ...path: readonly Point[]): Promise<void>
  stroke(...path: readonly Point[]): Promise<void>
  /** What is on the board, as the server holds it. */
  stored(): Promise<Element[]>
}

/** What a tool is good for, tried. */
type Trial = (worker: Worker) => Promise<void>

/** From corner to corner, where every screen has nothing but board. */
const BOX: readonly [Point, Point] = [
  [100, 220],
  [260, 380],
]
/** On its left side, far from all handles. */
const ON_LEFT: Point = [100, 260]
const INSIDE: Point = [180, 300]
/** Across the box. */
const ACROSS: readonly Point[] = [
  [60, 300],
  [300, 300],
]

const fieldsOf = (element: Element | undefined): Readonly<Record<string, unknown>> => ({ ...element?.props })

const makes =
  (kind: string, props: object = {}, path: readonly Point[] = BOX): ((tool: string) => Trial) =>
  (tool) =>
  async ({ use, stored }) => {
    await use(tool, ...path)
    expect(await stored()).toMatchObject([{ kind, props }])
  }

/** Placed by a tap and typed into. */
const writes =
  (words: string, props: object = {}): ((tool: string) => Trial) =>
  (tool) =>
  async ({ use, stored, person: { page } }) => {
    await use(tool, [120, 260])
    await page.locator('[data-typing]').waitFor()
    await page.keyboard.type(words)
    await use('select')
    const [element, ...others] = await stored()
    if (!element) throw new Error(`${tool} made nothing`)
    const kind = kindOf(element.kind)
    const says = kind.says?.(element.props) ?? fieldsOf(element)['text']
    expect([String(says).trim(), others, element.kind]).toEqual([words, [], tool])
    expect(element.props).toMatchObject(props)
  }

const shapes = Object.fromEntries(SHAPE_NAMES.map((shape) => [shape, makes('shape', { shape })(shape)]))

/** Code that reads pictures is fetched first, on a machine that has other things to do. */
const PATIENT = { timeout: 20_000, interval: 50 } as const

/** Its sides in pixels, in the file and on the screen. */
const PICTURE = 200

const width = (box: { readonly left: number; readonly right: number } | null) => (box ? box.right - box.left + 1 : 0)

const addPicture: Trial = async ({ use, person: { page } }) => {
  const chosen = page.waitForEvent('filechooser')
  // The page is told on a road of its own that its choosers are answered from outside; a tap can overtake that, an answer can't.
  await page.evaluate(() => document.readyState)
  await use('image')
  const buffer = stripes(PICTURE, PICTURE, '#ff0000', '#0000ff')
  await (await chosen).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer })
}

/** A trial for each tool there is. */
const TRIALS: Readonly<Record<string, Trial>> = {
  async select({ use, stored }) {
    await use('rectangle', ...BOX)
    await use('select', ON_LEFT, [140, 280])
    const [moved] = await stored()
    expect(moved?.props.matrix.map(Math.round)).toEqual([160, 0, 0, 160, 140, 240])
  },
  async lasso({ use, stored, person }) {
    await use('ellipse', ...BOX)
    await use('lasso', [80, 200], [280, 200], [280, 400], [80, 400], [80, 200])
    await person.page.keyboard.press('Delete')
    expect(await stored()).toEqual([])
  },
  async eyedropper({ use, stored }) {
    await use('note', INSIDE)
    await use('pen')
    await use('eyedropper', INSIDE)
    await use('pen', [60, 500], [200, 500])
    expect((await stored()).map((element) => fieldsOf(element)['color'])).toEqual(['yellow', 'yellow'])
  },
  async bucket({ use, stored }) {
    await use('rectangle', ...BOX)
    await use('bucket', INSIDE)
    const [filled] = await stored()
    const { fill, color } = fieldsOf(filled)
    expect([typeof fill, fill]).toEqual(['string', color])
  },
  async hand({ use, stored, person }) {
    await use('rectangle', ...BOX)
    await use('hand')
    const left = async () => (await person.look()).inkBox()?.left ?? 0
    await person.settled()
    const before = await left()
    await use('hand', [200, 500], [240, 460])
    await person.sees((picture) => Math.abs((picture.inkBox()?.left ?? 0) - before - 40) <= 1)
    expect(await stored()).toHaveLength(1)
  },
  async zoom({ use, stored, person }) {
    await use('rectangle', ...BOX)
    await person.settled()
    const before = width((await person.look()).inkBox())
    await use('zoom', [160, 300])
    await person.sees((picture) => width(picture.inkBox()) > 1.5 * before)
    expect(await stored()).toHaveLength(1)
  },
  async pen({ use, stored, hand }) {
    await use('pen', ...BOX)
    const [stroke, ...others] = await stored()
    expect([stroke?.kind, others]).toEqual(['stroke', []])
    const { points } = decodePoints(fieldsOf(stroke)['points'] as Uint8Array) ?? {}
    if (hand.isFirm) expect([points?.[2], points?.at(-1)]).toEqual([0.25, 0.75])
  },
  highlighter: makes('stroke')('highlighter'),
  async laser({ use, hand, stored, person }) {
    await use('laser')
    await hand.press(BOX)
    await person.sees((picture) => picture.inkBox() !== null)
    await hand.lift()
    await person.sees((picture) => picture.inkBox() === null)
    expect(await stored()).toEqual([])
  },
  async eraser({ use, stored }) {
    await use('rectangle', ...BOX)
    await use('eraser', ...ACROSS)
    expect(await stored()).toEqual([])
  },
  async 'cutting-eraser'({ use, stored }) {
    await use('pen', [180, 220], [180, 380])
    await use('cutting-eraser', ...ACROSS)
    expect((await stored()).map(({ kind }) => kind)).toEqual(['stroke', 'stroke'])
  },
  ...shapes,
  arrow: makes('line', { endHead: 'arrow' })('arrow'),
  line: makes('line', { endHead: 'none' })('line'),
  note: writes('by hand', { color: 'yellow' })('note'),
  async image(worker) {
    await addPicture(worker)
    await expect.poll(worker.stored, PATIENT).toMatchObject([{ kind: 'image', props: { natural: [PICTURE, PICTURE] } }])
  },
  async crop(worker) {
    const { person, use, stroke, stored } = worker
    await addPicture(worker)
    await expect.poll(async () => (await stored()).length, PATIENT).toBe(1)
    await use('select', [60, 150])
    await person.sees((picture) => width(picture.inkBox()) === PICTURE)
    const { left = 0, right = 0, top = 0 } = (await person.look()).inkBox() ?? {}
    const [middle, y] = [(left + right) / 2, top + PICTURE / 2]
    await use('crop', [middle, y])
    await stroke([right, y], [middle, y])
    const [cropped] = await stored()
    const crop = fieldsOf(cropped)['crop'] as readonly number[]
    expect(crop.map((share) => Math.round(share * 10) / 10)).toEqual([0, 0, 0.5, 1])
  },
  frame: makes('frame')('frame'),
  table: writes('by hand')('table'),
  code: writes('if (a) b()')('code'),
  formula: writes('x^2')('formula'),
  text: writes('by hand')('text'),
}

describe.each(SEATS)('with $seat', ({ options, handOf }) => {
  let worker: Worker
  beforeAll(async () => {
    const board = await world.server.newBoard()
    const person = await newPerson(world.browser, options)
    await person.open(`${world.server.url}/b/${board}`)
    worker = workerOf(person, await handOf(person), board)
  })
  afterAll(() => worker.person.context.close())

  beforeEach(async () => {
    const { person, use, stored } = worker
    await use('select')
    await person.page.keyboard.press('Control+a')
    await person.page.keyboard.press('Delete')
    expect(await stored()).toEqual([])
  })

  it.each(TOOLS)('[E2E160] each tool does what it is for: $id', async ({ id }) => {
    const trial = TRIALS[id]
    if (!trial) throw new Error(`nobody tries the tool ${id}: add a trial of it`)
    await trial(worker)
  })
})

function workerOf(person: Person, hand: Hand, board: string): Worker {
  const { page } = person
  const stroke = (...path: readonly Point[]) => hand.stroke(path)
  const press = async (button: Locator) => {
    const box = await button.boundingBox()
    if (!box) throw new Error('it can not be pressed')
    await stroke([box.x + box.width / 2, box.y + box.height / 2])
  }
  /** As people find it: in the toolbar, or in the list of its group. */
  const choose = async (id: string) => {
    const button = page.locator(`[data-tool="${id}"]`)
    if (await button.isVisible()) return await press(button)
    const { group: name, label } = TOOLS.find((tool) => tool.id === id) ?? {}
    const first = TOOLS.find(({ group }) => group === name)?.label.toLowerCase()
    const group = page.locator('.tool-group').filter({ has: page.locator(`[aria-label="More like ${first}"]`) })
    const list = group.locator('.group-list')
    const [opener, standing] = [group.locator('.group-more'), group.locator('[data-shown=true]')]
    // A narrow window has no button for the list: a press on what is chosen already opens it.
    while (!(await list.isVisible())) await press((await opener.isVisible()) ? opener : standing)
    await press(list.getByRole('radio', { name: label ?? '', exact: true }))
  }
  return {
    person,
    hand,
    stroke,
    async use(tool, ...path) {
      await choose(tool)
      if (path.length > 0) await stroke(...path)
    },
    async stored() {
      await person.sync('saved')
      return await storedElements(world.server.url, board)
    },
  }
}
