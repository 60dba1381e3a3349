import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { newPerson, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
let board: string
let ann: Person

beforeEach(async () => {
  board = await world.server.newBoard()
  ann = await newPerson(world.browser)
  await ann.open(`${world.server.url}/b/${board}`)
})
afterEach(() => ann.context.close())

const stored = async () => {
  await ann.sync('saved')
  return await storedElements(world.server.url, board)
}

async function draw(tool: string, from: Point, to: Point): Promise<void> {
  await ann.choose(tool)
  await ann.drag([from, to])
}

describe('a line and its points', () => {
  it('[BEND10] somebody else sees the line bend, once, and what was let go in the same place', async () => {
    const ben = await newPerson(world.browser)
    await ben.open(`${world.server.url}/b/${board}`)
    await draw('Rectangle', [600, 300], [700, 400])
    await draw('Arrow', [200, 200], [400, 200])
    await ben.sees((picture) => picture.inkIn(190, 190, 220, 20) > 100)
    await ann.press([
      [400, 200],
      [400, 500],
      [300, 600],
    ])
    await ben.sees((picture) => picture.inkIn(320, 190, 100, 20) === 0 && picture.inkIn(280, 560, 40, 60) > 20)
    expect((await storedElements(world.server.url, board))[1]?.props).toMatchObject({ points: [0, 0, 200, 0] })
    await ann.page.mouse.move(650, 350, { steps: 4 })
    await ann.release()
    const [box, arrow] = await stored()
    expect(arrow?.props).toMatchObject({ start: null, end: { id: box?.id } })
    await ben.settled()
    await ben.sees((picture) => picture.inkIn(280, 560, 40, 60) === 0 && picture.inkIn(400, 250, 100, 100) > 50)
    await ben.context.close()
    await ann.page.keyboard.press('Control+Enter')
    for (const key of ['Tab', 'Shift+ArrowUp', 'Shift+ArrowUp']) await ann.page.keyboard.press(key)
    expect((await stored())[1]?.props).toHaveProperty('points.length', 6)
  })
})
