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
const placesOf = async () => (await stored()).map(({ props }) => props.matrix.slice(4).map(Math.round))

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
