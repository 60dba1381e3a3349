import { expect, it } from 'vitest'
import { newImage } from '#board/elements/image.ts'
import { putElements, putFile, stripes } from './from-outside.ts'
import { useBoard } from './own-board.ts'
import type { Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)

/** Answers the chooser of files that `ask` opens. */
async function choose({ page }: Person, ask: () => Promise<void>, file: Buffer): Promise<void> {
  await page.bringToFront()
  const chosen = page.waitForEvent('filechooser')
  // The page is told on a road of its own that its choosers are answered from outside; a key can overtake that, an answer can't.
  await page.evaluate(() => document.readyState)
  await ask()
  await (await chosen).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer: file })
}

it('[E2E83] Ctrl+U inserts a picture; it is described, the list reads that, and replaced, for everybody, with one undo', async () => {
  const ann = await board.join()
  const ben = await board.join()
  await choose(ann, () => ann.page.keyboard.press('Control+u'), stripes(300, 200, '#ff0000'))
  await ben.sees((picture) => picture.at(500, 350)[0] > 200 && picture.at(500, 350)[2] < 80)
  await ann.command('alternative')
  await ann.page.getByLabel('What the picture shows').fill('A red wall')
  await ann.page.getByRole('button', { name: 'Save' }).click()
  await ben.command('list of what is')
  await ben.page
    .getByRole('list', { name: /Content of the page/ })
    .getByText('A red wall')
    .waitFor()
  await choose(ann, () => ann.command('replace'), stripes(200, 300, '#0000ff'))
  await ben.sees((picture) => picture.at(500, 350)[0] < 80 && picture.at(500, 350)[2] > 200)
  expect(await board.stored()).toMatchObject([{ props: { natural: [200, 300], alt: 'A red wall' } }])
  const svg = await (await fetch(`${board.url}.svg`)).text()
  expect(svg).toContain('<title>A red wall</title>')
  await ann.page.keyboard.press('Control+z')
  await ben.sees((picture) => picture.at(500, 350)[0] > 200)
})

it('[E2E83] what is no picture replaces none, and that is said', async () => {
  const file = await putFile(world.server.url, board.id, stripes(30, 20, '#ff0000'), 'image/png')
  await putElements(world.server.url, board.id, [newImage({ file, natural: [30, 20] }, { x: 0, y: 0 }, 300)])
  const ann = await board.join()
  await ann.page.keyboard.press('Control+a')
  await choose(ann, () => ann.command('replace'), Buffer.from('no picture'))
  await ann.page.getByText('Not added: picture.png: this browser can’t show it').waitFor()
  expect(await board.stored()).toMatchObject([{ props: { file } }])
})
