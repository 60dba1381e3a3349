import { beforeEach, describe, expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { putElements } from './from-outside.ts'
import { useBoard } from './own-board.ts'
import { PHONE, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

/** What the server holds of the one element there is. */
async function stored(): Promise<Readonly<Record<string, unknown>>> {
  const [element] = await board.stored()
  return { ...element?.props, link: element?.belonging.link }
}

async function type([x, y]: Point, ...lines: readonly string[]): Promise<void> {
  await ann.page.keyboard.press('t')
  await ann.page.mouse.click(x, y)
  for (const [i, line] of lines.entries()) {
    if (i > 0) await ann.page.keyboard.press('Enter')
    await ann.page.keyboard.type(line)
  }
}

/** The handle in the middle of the right side of a text that begins at 282: handles are the outermost of what is drawn. */
async function rightSide(): Promise<[x: number, y: number]> {
  await ann.settled()
  const { right = 0, bottom = 0 } = (await ann.look()).inkBox() ?? {}
  return [right - 6, (282 + bottom - 11) / 2]
}

describe('words', () => {
  it('[E2E90] a bold check list is typed by one and ticked by the other, with a finger on a phone', async () => {
    await type([300, 300], '[ ] milk', 'bread')
    await ann.page.keyboard.press('Control+b')
    await ann.page.keyboard.press('Escape')
    expect(await stored()).toMatchObject({ text: '[ ] milk\n[ ] bread', bold: true, italic: false })
    const ben = await board.join(PHONE)
    await ben.settled()
    const ink = (await ben.look()).inkBox()
    if (!ink) throw new Error('nothing is drawn')
    // The upper left corner of what is drawn is the first box.
    await ben.page.touchscreen.tap(ink.left + 6, ink.top + 10)
    await ben.sync('saved')
    expect(await stored()).toMatchObject({ text: '[x] milk\n[ ] bread' })
    await ann.settled()
  })

  it('[E2E91] a side of a text sets its width, and a double click on it frees it again', async () => {
    await type([300, 300], 'seven words are in this one text')
    await ann.page.keyboard.press('Escape')
    expect(await stored()).toMatchObject({ wrap: 0 })
    await ann.drag([await rightSide(), [480, 320]])
    const { wrap, size } = await stored()
    expect(wrap).toBeGreaterThan(150)
    expect(wrap).toBeLessThan(200)
    expect(size).toBe(28)
    await ann.page.mouse.dblclick(...(await rightSide()))
    expect(await stored()).toMatchObject({ wrap: 0 })
  })

  it('[LINK7] what leads somewhere keeps nobody from drawing beside it', async () => {
    await putElements(world.server.url, board.id, [
      { kind: 'shape', matrix: [120, 0, 0, 60, 0, 0], link: 'https://example.org/a' },
    ])
    await ann.page.getByRole('button', { name: /^Open https:/ }).waitFor()
    await ann.choose('Rectangle')
    await ann.drag([
      [500, 400],
      [620, 480],
    ])
    await expect
      .poll(async () => (await storedElements(world.server.url, board.id)).length, { timeout: 20_000 })
      .toBe(2)
  })

  it('[E2E92] an element leads to another board: Ctrl+K, and the sign beside it opens it', async () => {
    const other = await world.server.newBoard()
    await type([300, 300], 'over there')
    await ann.page.keyboard.press('Escape')
    await ann.page.keyboard.press('Control+k')
    await ann.page.getByRole('textbox', { name: 'Address' }).fill(`${world.server.url}/b/${other}`)
    await ann.page.keyboard.press('Enter')
    expect(await stored()).toMatchObject({ link: `/b/${other}` })
    const opened = ann.context.waitForEvent('page')
    await ann.page.getByRole('button', { name: `Open /b/${other}` }).click()
    const page = await opened
    await page.waitForURL(`**/b/${other}`)
    expect(await page.evaluate(() => window.opener)).toBe(null)
  })

  it('[E2E93] a template comes out of the library, and everybody sees it', async () => {
    const ben = await board.join()
    await ann.page.getByRole('button', { name: 'Menu' }).click()
    await ann.page.getByRole('menuitem', { name: 'Library' }).click()
    await ann.page.getByRole('button', { name: 'Flowchart' }).click()
    await ben.sees((picture) => picture.inkIn(400, 150, 250, 400) > 500)
    await ann.sync('saved')
    expect(await storedElements(world.server.url, board.id)).toHaveLength(10)
  })
})
