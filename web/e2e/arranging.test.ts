import { beforeEach, describe, expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { useBoard } from './own-board.ts'
import type { Person, Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

async function draw(tool: string, from: Point, to: Point): Promise<void> {
  await ann.choose(tool)
  await ann.drag([from, to])
}

describe('a line and its points', () => {
  it('[BEND10] somebody else sees the line bend, once, and what was let go in the same place', async () => {
    const ben = await board.join()
    await draw('Rectangle', [600, 300], [700, 400])
    await draw('Arrow', [200, 200], [400, 200])
    await ben.sees((picture) => picture.inkIn(190, 190, 220, 20) > 100)
    await ann.press([
      [400, 200],
      [400, 500],
      [300, 600],
    ])
    await ben.sees((picture) => picture.inkIn(320, 190, 100, 20) === 0 && picture.inkIn(280, 560, 40, 60) > 20)
    expect((await storedElements(world.server.url, board.id))[1]?.props).toMatchObject({ points: [0, 0, 200, 0] })
    await ann.page.mouse.move(650, 350, { steps: 4 })
    await ann.release()
    const [box, arrow] = await board.stored()
    expect(arrow?.props).toMatchObject({ start: null, end: { id: box?.id } })
    await ben.settled()
    await ben.sees((picture) => picture.inkIn(280, 560, 40, 60) === 0 && picture.inkIn(400, 250, 100, 100) > 50)
    await ann.page.keyboard.press('Control+Enter')
    for (const key of ['Tab', 'Shift+ArrowUp', 'Shift+ArrowUp']) await ann.page.keyboard.press(key)
    expect((await board.stored())[1]?.props).toHaveProperty('points.length', 6)
  })
})

describe('falling into line', () => {
  it('[SNAP8] what is dragged near to a line with something shows a guide and lands in line; switched off, that is remembered', async () => {
    await draw('Rectangle', [200, 200], [300, 300])
    await draw('Rectangle', [500, 420], [560, 500])
    await ann.press([
      [500, 450],
      [360, 480],
      [204, 480],
    ])
    const isGuide = ([red, green, blue]: readonly [number, number, number]) => red > 200 && green < 90 && blue > 110
    await ann.sees((picture) => isGuide(picture.at(200, 360)))
    await ann.release()
    await ann.sees((picture) => !isGuide(picture.at(200, 360)))
    const [, moved] = await board.stored()
    expect(moved?.props.matrix[4]).toBe(200)
    await ann.page.keyboard.press('Alt+Shift+s')
    await ann.page.reload()
    await ann.sync('saved')
    await ann.page.getByRole('button', { name: 'Menu' }).click()
    await ann.page.getByRole('menuitemcheckbox', { name: 'Things snap into line', checked: false }).waitFor()
    await ann.page.keyboard.press('Escape')
    await ann.drag([
      [200, 475],
      [300, 475],
      [204, 475],
    ])
    expect((await board.stored())[1]?.props.matrix[4]).toBe(204)
  })
})

describe('picking', () => {
  it('[PICK5] a loop is drawn around what is meant, and what it held is moved', async () => {
    await draw('Rectangle', [200, 200], [280, 260])
    await draw('Rectangle', [400, 400], [480, 460])
    await ann.page.keyboard.press('Escape')
    await ann.page.keyboard.press('Shift+s')
    await ann.press([
      [180, 180],
      [320, 190],
      [310, 300],
      [170, 290],
    ])
    await ann.sees((picture) => picture.inkIn(300, 230, 30, 30) > 10)
    await ann.release()
    await ann.page.keyboard.press('Shift+ArrowDown')
    expect((await board.stored()).map(({ props }) => props.matrix[5])).toEqual([210, 400])
  })
})

describe('colours and shapes', () => {
  it('[SHAPE5] a stroke that ends at rest becomes its shape on everybody’s screen, is filled and gives its colour', async () => {
    const ben = await board.join()
    await ann.choose('Pen')
    await ann.press([
      [300, 250],
      [500, 250],
      [500, 380],
      [300, 380],
      [300, 254],
    ])
    await expect.poll(async () => (await board.stored()).map(({ kind }) => kind)).toEqual(['shape'])
    await ann.release()
    await ann.page.keyboard.press('b')
    await ann.page.getByRole('radio', { name: 'Green', exact: true }).click()
    await ann.page.mouse.click(400, 320)
    expect((await board.stored())[0]?.props).toMatchObject({ shape: 'rectangle', fill: 'green' })
    await ben.sees((picture) => picture.inkIn(350, 290, 100, 60) > 5_000)
    await ann.page.keyboard.press('p')
    await ann.page.getByRole('radio', { name: 'Red', exact: true }).click()
    await ann.page.keyboard.press('i')
    await ann.page.mouse.click(400, 320)
    await ann.page.getByRole('radio', { name: 'Green', exact: true, checked: true }).waitFor()
    await ann.page.locator('[data-tool=pen][aria-checked=true]').waitFor()
  })
})

describe('by key alone', () => {
  it('[FLOW4] a flowchart is drawn without a pointer', async () => {
    for (const key of ['r', 'Enter', 'Enter']) await ann.page.keyboard.press(key)
    await ann.page.keyboard.type('begin')
    for (const key of ['Escape', 'Control+ArrowRight', 'Enter']) await ann.page.keyboard.press(key)
    await ann.page.keyboard.type('end')
    await ann.page.keyboard.press('Escape')
    const [first, second, arrow] = (await board.stored()).toSorted(
      (a, b) => Number('start' in a.props) - Number('start' in b.props),
    )
    expect([first, second].map((element) => element?.props)).toMatchObject([{ text: 'begin' }, { text: 'end' }])
    expect(arrow?.props).toMatchObject({ start: { id: first?.id }, end: { id: second?.id } })
  })
})
