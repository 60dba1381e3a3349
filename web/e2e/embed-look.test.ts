import type { Frame } from 'playwright'
import { expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { type Person, withPeople } from './person.ts'
import { useSite } from './site.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
const site = useSite()

interface Visit {
  readonly reader: Person
  readonly frame: Frame
}

/** Somebody looks at a page of another site, green all over, with a frame of the board in its upper left corner. */
async function visit(query: string, test: (visit: Visit) => Promise<void>): Promise<void> {
  site.show(
    `<!doctype html><html lang="en"><title>host</title><style>body { margin: 0; background: #00ff00; color-scheme: light }</style>
    <iframe title="Plans" src="${world.server.url}/embed/${board.id}${query}" allow="fullscreen" width="700" height="480" style="border:0"></iframe>`,
  )
  await withPeople(world.browser, [{ viewport: { width: 800, height: 600 } }], async (reader) => {
    await reader.page.goto(site.origin)
    await reader.page.frameLocator('iframe').locator('html[data-sync=saved][data-paint=settled]').waitFor()
    await test({ reader, frame: reader.page.frames()[1]! })
  })
}

it.each([
  ['the colour that is asked for', '?readonly&background=f00', [255, 0, 0]],
  ['what is behind the frame', '?readonly&theme=light&background=transparent', [0, 255, 0]],
] as const)('[EMB6] the board lies on %s', async (_, query, color) => {
  await visit(query, async ({ reader }) => {
    await reader.sees((picture) => picture.at(20, 20).join() === color.join())
  })
})

it('[EMB6] the grid is as the address says, whatever the board has', async () => {
  const marks = async (query: string) => {
    let found = false
    await visit(query, async ({ reader }) => {
      const picture = await reader.look()
      found = picture.inkIn(0, 0, 700, 100, 4) > 50
    })
    return found
  }
  expect([
    await marks('?readonly&theme=light&view=0,0,1&grid=on'),
    await marks('?readonly&theme=light&view=0,0,1&grid=off'),
  ]).toEqual([true, false])
})

it('[EMB6] cursors of the others are shown unless the address says no', async () => {
  const ann = await board.join()
  const cursors = (frame: Frame) => frame.locator('.drawbridge-cursors .cursor')
  for (const [query, isShown] of [
    ['?readonly', true],
    ['?readonly&cursors=off', false],
  ] as const) {
    await visit(query, async ({ frame }) => {
      await ann.page.mouse.move(300, 300)
      await ann.page.mouse.move(320, 320)
      // The board hears of her at the same time as it would of her cursor.
      await ann.choose('Rectangle')
      await ann.drag([
        [300, 300],
        [420, 380],
      ])
      await ann.sync('saved')
      if (isShown) await cursors(frame).first().waitFor()
      else expect(await cursors(frame).count()).toBe(0)
    })
  }
})

it('[EMB16] a frame fills the screen and comes back, where the page around it allows that', async () => {
  await visit('?readonly', async ({ reader, frame }) => {
    const isFull = () => frame.evaluate(() => document.fullscreenElement !== null)
    await frame.getByRole('button', { name: 'Full screen' }).click()
    await frame.getByRole('button', { name: 'Leave full screen' }).waitFor()
    expect(await isFull()).toBe(true)
    await frame.getByRole('button', { name: 'Leave full screen' }).click()
    await frame.getByRole('button', { name: 'Full screen', exact: true }).waitFor()
    expect(await isFull()).toBe(false)
    const [board] = await Promise.all([
      reader.context.waitForEvent('page'),
      frame.getByRole('link', { name: 'Open in Drawbridge' }).click(),
    ])
    await board.locator('html[data-board=ready]').waitFor()
  })
})
