import { beforeEach, describe, expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import type { Person, Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

const placesOf = async () => (await board.stored()).map(({ props }) => props.matrix.slice(4).map(Math.round))

async function rectangle(from: Point, to: Point): Promise<void> {
  await ann.choose('Rectangle')
  await ann.drag([from, to])
}

describe('how a board is structured, with real pointer events and keys', () => {
  it('[E2E50] a group moves as one, a double click goes in, and what is locked stays where it is', async () => {
    await rectangle([200, 200], [260, 260])
    await rectangle([300, 200], [360, 260])
    await ann.page.keyboard.press('Control+a')
    await ann.page.keyboard.press('Control+g')
    await ann.page.keyboard.press('Escape')
    const by = async (from: Point, to: Point) => ann.drag([from, to])
    await by([200, 230], [220, 330])
    expect(await placesOf()).toEqual([
      [220, 300],
      [320, 300],
    ])
    await ann.page.mouse.dblclick(220, 315)
    await by([220, 315], [220, 415])
    expect(await placesOf()).toEqual([
      [220, 400],
      [320, 300],
    ])
    await ann.page.keyboard.press('Control+Shift+l')
    await by([220, 415], [320, 515])
    expect((await placesOf())[0]).toEqual([220, 400])
    await ann.page.keyboard.press('Escape')
    await ann.page.mouse.click(220, 415)
    await ann.page.getByRole('button', { name: 'Locked: unlock' }).click()
    await by([220, 415], [230, 415])
    expect((await placesOf())[0]).toEqual([230, 400])
  })
})

describe('frames', () => {
  it('[E2E51] a frame clips what is in it in the tiles, while it is moved and in the picture by URL; its name is changed by a double click', async () => {
    await rectangle([350, 250], [650, 290])
    await ann.page.keyboard.press('Escape')
    await ann.page.keyboard.press('f')
    await ann.drag([
      [300, 200],
      [500, 400],
    ])
    expect(await board.stored()).toHaveLength(2)
    await ann.page.keyboard.press('Escape')
    // In by its middle: dragged by its border to where it sticks out to the right.
    await ann.drag([
      [350, 270],
      [310, 270],
    ])
    await ann.page.keyboard.press('Escape')
    await ann.settled()
    await ann.sees((picture) => picture.inkIn(440, 240, 50, 40) > 0 && picture.inkIn(505, 225, 140, 60) === 0)
    await ann.page.getByRole('button', { name: 'Frame: Frame 1' }).dblclick()
    await ann.page.getByRole('textbox', { name: 'Name of the frame' }).fill('First slide')
    await ann.page.keyboard.press('Enter')
    await ann.page.getByRole('button', { name: 'Frame: First slide' }).waitFor()
    await ann.press([
      [300, 350],
      [280, 390],
    ])
    await ann.sees((picture) => picture.inkIn(420, 280, 50, 40) > 0 && picture.inkIn(488, 270, 150, 80) === 0)
    await ann.release()
    const places = await placesOf()
    expect(places).toEqual([
      [290, 290],
      [280, 240],
    ])
    const picture = await fetch(`${world.server.url}/b/${board.id}.svg`)
    expect(await picture.text()).toContain('clip-path="url(#clip-1)"')
  })
})
