import { beforeEach, describe, expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { useBoard } from './own-board.ts'
import type { Person, Point } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

const matrixOf = async () => (await board.stored())[0]?.props.matrix ?? [0, 0, 0, 0, 0, 0]

async function rectangle(from: Point, to: Point): Promise<void> {
  await ann.choose('Rectangle')
  await ann.drag([from, to])
}

describe('one person’s tools, with real pointer events', () => {
  it('[E2E10] a rectangle is moved, scaled, rotated, duplicated and deleted, each one undo step', async () => {
    await rectangle([200, 200], [300, 300])
    expect(await board.stored()).toHaveLength(1)

    await ann.drag([
      [200, 225],
      [300, 325],
    ])
    const moved = await matrixOf()
    expect(moved.map(Math.round)).toEqual([100, 0, 0, 100, 300, 300])

    await ann.drag([
      [400, 400],
      [500, 450],
    ])
    const scaled = await matrixOf()
    expect(scaled.map(Math.round)).toEqual([200, 0, 0, 150, 300, 300])

    await ann.page.keyboard.press('Control+d')
    expect(await board.stored()).toHaveLength(2)
    await ann.page.keyboard.press('Delete')
    expect(await board.stored()).toHaveLength(1)

    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(2)
    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(1)
    await ann.page.keyboard.press('Control+z')
    expect((await matrixOf()).map(Math.round)).toEqual([100, 0, 0, 100, 300, 300])
    await ann.page.keyboard.press('Control+z')
    expect((await matrixOf()).map(Math.round)).toEqual([100, 0, 0, 100, 200, 200])
    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(0)
  })

  it('[E2E11] the handle above the box rotates', async () => {
    await rectangle([300, 300], [400, 400])
    const handle = await rotateHandle()
    await ann.drag([handle, [handle[0] + 60, handle[1] + 10], [450 + 40, 350]])
    const [a, b] = await matrixOf()
    expect(Math.round((Math.atan2(b ?? 0, a ?? 0) * 180) / Math.PI)).toBeCloseTo(90, -1)
  })

  it('[E2E12] a rubber band selects what it touches, and the eraser takes what it crosses', async () => {
    await rectangle([200, 200], [260, 260])
    await rectangle([300, 200], [360, 260])
    await rectangle([600, 500], [660, 560])
    await ann.choose('Select')
    await ann.drag([
      [180, 180],
      [380, 280],
    ])
    await ann.page.keyboard.press('Delete')
    expect(await board.stored()).toHaveLength(1)
    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(3)

    await ann.choose('Eraser')
    await ann.drag([
      [170, 230],
      [400, 230],
    ])
    expect(await board.stored()).toHaveLength(1)
    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(3)
  })

  it('[E2E18] the cutting eraser rubs a gap into a stroke, and nothing else goes; undo closes it', async () => {
    await ann.choose('Pen')
    await ann.drag([
      [300, 300],
      [700, 300],
    ])
    await rectangle([450, 250], [550, 350])
    const gap = (picture: Picture) => picture.inkIn(494, 290, 12, 20)
    await ann.sees((picture) => gap(picture) > 10)
    await ann.page.keyboard.press('Shift+e')
    await ann.press([
      [500, 280],
      [500, 320],
    ])
    await ann.sees((picture) => gap(picture) === 0 && picture.inkIn(300, 290, 100, 20) > 100)
    expect((await board.stored()).map(({ kind }) => kind)).toEqual(['stroke', 'shape'])
    await ann.release()
    expect((await board.stored()).map(({ kind }) => kind)).toEqual(['shape', 'stroke', 'stroke'])
    await ann.settled()
    await ann.sees((picture) => gap(picture) === 0 && picture.inkIn(300, 290, 100, 20) > 100)
    await ann.page.keyboard.press('Control+z')
    await ann.sees((picture) => gap(picture) > 10)
    expect(await board.stored()).toHaveLength(2)
  })

  it('[E2E13] wheel pans, Ctrl+wheel zooms at the pointer, space and the middle button drag the board', async () => {
    await ann.choose('Pen')
    await ann.drag([
      [300, 300],
      [400, 300],
    ])
    await ann.page.mouse.move(300, 300)
    await ann.page.mouse.wheel(0, 100)
    await ann.sees((picture) => picture.inkIn(290, 190, 120, 20) > 50)
    await ann.page.keyboard.down('Control')
    await ann.page.mouse.move(300, 200)
    await ann.page.mouse.wheel(0, -400)
    await ann.page.keyboard.up('Control')
    await ann.sees((picture) => (picture.inkBox()?.right ?? 0) > 420)
    await ann.page.keyboard.press('Shift+1')
    await ann.settled()
    const start = (await ann.look()).inkBox()
    await ann.page.keyboard.down('Space')
    await ann.drag([
      [500, 500],
      [560, 540],
    ])
    await ann.page.keyboard.up('Space')
    await ann.sees((picture) => Math.abs((picture.inkBox()?.left ?? 0) - (start?.left ?? 0) - 60) <= 1)
    await ann.page.mouse.move(500, 500)
    await ann.page.mouse.down({ button: 'middle' })
    await ann.page.mouse.move(440, 460, { steps: 4 })
    await ann.page.mouse.up({ button: 'middle' })
    await ann.sees((picture) => Math.abs((picture.inkBox()?.left ?? 0) - (start?.left ?? 0)) <= 1)
    expect(await board.stored()).toHaveLength(1)
  })

  it('[E2E17] copied on one board and pasted on another, then duplicated and aligned by the right button’s menu', async () => {
    await rectangle([200, 200], [300, 300])
    await ann.page.keyboard.press('Control+c')
    const other = await world.server.newBoard()
    await ann.open(`${world.server.url}/b/${other}`)
    await ann.page.mouse.move(500, 400)
    await ann.page.keyboard.press('Control+v')
    await ann.sync('saved')
    const pasted = await storedElements(world.server.url, other)
    expect(pasted.map(({ kind }) => kind)).toEqual(['shape'])

    await ann.page.mouse.click(450, 400, { button: 'right' })
    await ann.page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await ann.page.keyboard.press('Control+a')
    await ann.page.mouse.click(450, 400, { button: 'right' })
    await ann.page.getByRole('menuitem', { name: 'Align left' }).click()
    await ann.sync('saved')
    const aligned = await storedElements(world.server.url, other)
    expect(new Set(aligned.map(({ props }) => props.matrix[4])).size).toBe(1)
    expect(aligned).toHaveLength(2)
  })

  it('[E2E14] keys choose tools and the style panel colours what is drawn next', async () => {
    await ann.page.keyboard.press('p')
    await ann.page.getByRole('radio', { name: 'Red', exact: true }).click()
    await ann.drag([
      [300, 300],
      [400, 330],
    ])
    const [stroke] = await board.stored()
    expect(stroke?.props).toMatchObject({ color: 'red' })
    await ann.sees((picture) => {
      for (let y = 290; y < 340; y++) {
        const [red, green] = picture.at(350, y)
        if (red > green + 80) return true
      }
      return false
    })
  })

  it('[E2E15] shapes come from keys and from the list of shapes, and words are typed into them', async () => {
    await ann.page.keyboard.press('o')
    await ann.drag([
      [200, 200],
      [400, 320],
    ])
    await ann.page.mouse.dblclick(300, 260)
    await ann.page.keyboard.type('round')
    await ann.page.keyboard.press('Escape')
    await ann.page.getByRole('button', { name: 'More like rectangle' }).click()
    await ann.page.getByRole('group', { name: 'Rectangle and others' }).getByRole('radio', { name: 'Star' }).click()
    await ann.drag([
      [500, 200],
      [640, 340],
    ])
    await ann.page.keyboard.press('Enter')
    await ann.page.keyboard.type('bright')
    await ann.page.keyboard.press('Control+Enter')
    expect((await board.stored()).map(({ props }) => props)).toMatchObject([
      { shape: 'ellipse', text: 'round' },
      { shape: 'star', text: 'bright' },
    ])
    await ann.sees((picture) => picture.inkIn(260, 240, 80, 40) > 60 && picture.inkIn(540, 260, 60, 50) > 30)
  })
})

/** Where the rotate handle is: above the middle of the selection; the cursor tells. */
async function rotateHandle(): Promise<Point> {
  const board = ann.page.locator('#board')
  for (let y = 298; y > 240; y -= 2) {
    await ann.page.mouse.move(350, y)
    await ann.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    const cursor = await board.evaluate((element) => element.style.cursor)
    if (cursor === 'grab') return [350, y]
  }
  throw new Error('no rotate handle above the selection')
}
