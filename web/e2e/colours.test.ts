import { beforeEach, expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { PHONE, type Person } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

/** Is there a spot of exactly this colour, `red,green,blue`, wherever it is? */
const shows = (color: string) => (picture: Picture) => {
  for (let y = 0; y < picture.height; y += 8)
    for (let x = 0; x < picture.width; x += 8) if (String(picture.at(x, y)) === color) return true
  return false
}
const unfold = ({ page }: Person) => page.getByRole('button', { name: 'Own colours' }).click()
const write = async ({ page }: Person, color: string) => {
  const figures = page.getByRole('textbox', { name: 'Colour in figures, as on light paper' })
  await figures.fill(color)
  await figures.press('Enter')
}
const swatch = ({ page }: Person, color: string) => page.getByRole('radio', { name: color, exact: true })

it('[THEME8] a shape in own colours is seen in them on light and on dark, and they are there on the next board', async () => {
  await ann.choose('Rectangle')
  await unfold(ann)
  await write(ann, '#003366')
  await ann.page.getByRole('radio', { name: 'Colour of the inside' }).click()
  await ann.page.getByLabel('Any colour', { exact: true }).fill('#ffd0d0')
  await swatch(ann, '#ffd0d0')
    .and(ann.page.getByRole('radio', { checked: true }))
    .waitFor()
  await ann.drag([
    [100, 200],
    [300, 350],
  ])
  const [rectangle] = await board.stored()
  expect(rectangle?.props).toMatchObject({ color: '#003366', fill: '#ffd0d0' })
  await ann.sees(shows('255,208,208'))
  const ben = await board.join({ colorScheme: 'dark' })
  await ben.sees(shows('47,0,0'))

  await ann.page.reload()
  await ann.sync('saved')
  await ann.choose('Rectangle')
  await unfold(ann)
  await swatch(ann, '#003366').waitFor()
  await swatch(ann, '#ffd0d0').waitFor()
})

it('[THEME8] with a finger on a phone, too; and a colour that is taken from the board is kept', async () => {
  await ann.choose('Sticky note')
  await unfold(ann)
  await write(ann, '#88ddee')
  await ann.page.mouse.click(200, 300)
  await ann.page.keyboard.press('Escape')
  const [note] = await board.stored()
  expect(note?.props).toMatchObject({ color: '#88ddee' })

  const ben = await board.join(PHONE)
  await ben.settled()
  // Ben’s screen shows all that there is in its middle.
  await ben.page.keyboard.press('i')
  await ben.page.touchscreen.tap(195, 350)
  await ben.choose('Pen')
  await ben.page.getByRole('button', { name: 'Style' }).tap()
  await swatch(ben, '#88ddee').waitFor()
  await ben.page.getByRole('button', { name: 'Own colours' }).tap()
  await write(ben, '#aa0055')
  await swatch(ben, '#aa0055')
    .and(ben.page.getByRole('radio', { checked: true }))
    .waitFor()
  await swatch(ben, '#88ddee').waitFor()
})

it('[THEME7] the background that somebody chooses is everybody’s, light or dark, and that of the picture', async () => {
  const ben = await board.join({ colorScheme: 'dark' })
  await ann.command('background')
  await ann.page.getByRole('dialog', { name: 'Background' }).getByRole('radio', { name: 'Cream' }).click()
  await ann.page.keyboard.press('Escape')
  await ann.sees(shows('250,243,224'))
  await ben.sees(shows('31,24,5'))
  await ann.sync('saved')
  expect(await (await fetch(`${board.url}.svg`)).text()).toContain('fill="#faf3e0"')
})
