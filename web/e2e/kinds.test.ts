import { beforeEach, describe, expect, it } from 'vitest'
import { kindOf } from '#board/elements/index.ts'
import { useBoard } from './own-board.ts'
import { PHONE, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

/** What the server holds of the one element there is: its props, and what it says. */
async function stored() {
  const [element] = await board.stored()
  const kind = kindOf(element?.kind ?? '')
  const props: Readonly<Record<string, unknown>> = { ...element?.props }
  return { ...props, says: element && (kind.says?.(element.props) ?? props['text']) }
}

/** Code that is fetched first, on a machine that has other things to do. */
const PATIENT = { timeout: 20_000, interval: 50 } as const

/** Whether somebody has had it made by now. */
async function isMade(): Promise<boolean> {
  const [element] = await board.stored()
  return element !== undefined && kindOf(element.kind).typeset?.isDone(element.props) === true
}

const serverSvg = async (): Promise<string> => (await fetch(`${board.url}.svg`)).text()

async function middleOf(person: Person, name: string): Promise<Point> {
  const box = await person.page.getByRole('button', { name, exact: true }).boundingBox()
  if (!box) throw new Error(`${name} is not there`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** A tool for what is put on a board: the list is opened by a press on the one that stands for all, and another one. */
async function chooseByFinger({ page }: Person, name: string): Promise<void> {
  const standing = page.getByRole('radio', { name: 'Sticky note', exact: true })
  const list = page.getByRole('group', { name: 'Sticky note and others' })
  await standing.tap()
  await page.locator('[aria-checked="true"][data-tool="note"]').waitFor()
  await standing.tap()
  await list.getByRole('radio', { name, exact: true }).tap()
}

async function put(keys: string, [x, y]: Point): Promise<void> {
  await ann.page.keyboard.press(keys)
  await ann.page.mouse.click(x, y)
  await ann.page.locator('[data-typing]').waitFor()
}

describe('tables, formulas, programmes', () => {
  it('[TABLE19] is typed with Tab, its columns dragged with the mouse, and a row added and filled with a finger on a phone', async () => {
    await put('Shift+T', [300, 200])
    const { keyboard } = ann.page
    for (const words of ['a', 'b', 'c', 'd']) {
      await keyboard.type(words)
      await keyboard.press('Tab')
    }
    await keyboard.press('Escape')
    expect(await stored()).toMatchObject({ says: 'a\tb\tc\nd\t\t\n\t\t' })
    const [from, to] = [await middleOf(ann, 'Move column 1'), await middleOf(ann, 'Move column 2')]
    await ann.drag([from, [to[0] + 12, to[1]]])
    expect(await stored()).toMatchObject({ says: 'b\ta\tc\n\td\t\n\t\t' })

    const ben = await board.join(PHONE)
    await ben.settled()
    const ink = (await ben.look()).inkBox()
    if (!ink) throw new Error('nothing is drawn')
    const [x, y] = [(ink.left + ink.right) / 2, ink.bottom - 12]
    await ben.page.touchscreen.tap(x, y)
    await ben.page.getByRole('button', { name: 'Add a row' }).tap()
    await ben.page.getByRole('button', { name: 'Move row 4' }).waitFor()
    await ben.page.touchscreen.tap(x, y)
    await ben.page.locator('[data-typing]').waitFor()
    await ben.page.keyboard.type('here')
    await ben.sync('saved')
    await expect.poll(async () => (await stored()).says, PATIENT).toBe('b\ta\tc\n\td\t\n\there\t\n\t\t')
  })

  it('[SET12] a formula says what is wrong while it is typed, is set when it is done, and looks so to everybody and on the server', async () => {
    const ben = await board.join()
    await put('Shift+M', [300, 300])
    await ann.page.keyboard.type(String.raw`\frac{1}{2`)
    const preview = ann.page.locator('.typeset-preview')
    await preview.getByText(/expected/i).waitFor()
    await ann.page.keyboard.type('}')
    await preview.locator('svg[data-stale="false"]').waitFor()
    await ann.page.keyboard.press('Escape')
    await expect.poll(isMade, PATIENT).toBe(true)
    expect(await stored()).toMatchObject({ says: String.raw`\frac{1}{2}` })
    const svg = await serverSvg()
    expect(svg).toContain('<path')
    expect(svg).not.toContain('<text')
    await ben.settled()
    const ink = (await ben.look()).inkBox()
    if (!ink) throw new Error('nothing is drawn')
    // A fraction is higher than wide; its words would be a line.
    expect(ink.bottom - ink.top).toBeGreaterThan(ink.right - ink.left)
  })

  it('[SET12] on a phone, too: the tool is in the list, and what the words will look like is inside the window', async () => {
    const ben = await board.join(PHONE)
    await chooseByFinger(ben, 'Formula')
    await ben.page.touchscreen.tap(330, 300)
    await ben.page.locator('[data-typing]').waitFor()
    await ben.page.keyboard.type(String.raw`\frac{a}{b} = \sum_{i=1}^n x_i`)
    const preview = ben.page.locator('.typeset-preview')
    await preview.locator('svg[data-stale="false"]').waitFor()
    const box = await preview.boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 740).toBe(true)
    await ben.page.keyboard.press('Escape')
    await expect.poll(isMade, PATIENT).toBe(true)
  })

  it('[SET13] on a phone, too: the language is among the looks', async () => {
    const ben = await board.join(PHONE)
    await chooseByFinger(ben, 'Code')
    await ben.page.getByRole('button', { name: 'Style', exact: true }).tap()
    await ben.page.getByRole('combobox', { name: 'Language' }).selectOption('python')
    await ben.page.touchscreen.tap(120, 300)
    await ben.page.locator('[data-typing]').waitFor()
    await ben.page.keyboard.type('def a(): pass')
    await ben.page.keyboard.press('Escape')
    await expect.poll(isMade, PATIENT).toBe(true)
    expect(await stored()).toMatchObject({ says: 'def a(): pass', language: 'python' })
  })

  it('[SET13] a programme in a language that was chosen has its colours for everybody and on the server', async () => {
    await ann.page.keyboard.press('Shift+C')
    await ann.page.getByRole('combobox', { name: 'Language' }).selectOption('python')
    await ann.page.mouse.click(400, 250)
    await ann.page.locator('[data-typing]').waitFor()
    await ann.page.keyboard.type('if a:')
    await ann.page.keyboard.press('Enter')
    await ann.page.keyboard.press('Tab')
    await ann.page.keyboard.type('b()')
    await ann.page.keyboard.press('Escape')
    await expect.poll(isMade, PATIENT).toBe(true)
    expect(await stored()).toMatchObject({ says: 'if a:\n  b()', language: 'python' })
    const svg = await serverSvg()
    expect(svg).toMatch(/fill="#7443d6"[^>]*><tspan[^>]*>if</)
    await ann.settled()
  })
})
