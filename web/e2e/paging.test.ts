import { beforeEach, expect, it } from 'vitest'
import { putElements } from './from-outside.ts'
import { useBoard } from './own-board.ts'
import { newPerson, PHONE, type Person, type Point } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

async function rectangle(from: Point, to: Point): Promise<void> {
  await ann.choose('Rectangle')
  await ann.drag([from, to])
  await ann.page.keyboard.press('Escape')
}

const show = async ({ page }: Person, what: string) => {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Pages, layers/ }).click()
  await page.getByRole('tab', { name: what }).click()
}
const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })
const picture = async (query = '') => await (await fetch(`${board.url}.svg${query}`)).text()
const shapesIn = (svg: string) => svg.match(/<path /g)?.length ?? 0

it('[E2E53] a page has its own drawing, name, address and picture, and others see who is on which', async () => {
  await rectangle([100, 200], [200, 300])
  await show(ann, 'Pages')
  await button(ann, 'New page').click()
  await button(ann, 'Page: Page 2, 2 of 2').waitFor()
  await button(ann, 'Page 2').dblclick()
  await ann.page.getByRole('textbox', { name: 'Name of Page 2' }).fill('Plans')
  await ann.page.keyboard.press('Enter')
  await button(ann, 'Page: Plans, 2 of 2').waitFor()
  await rectangle([100, 200], [300, 400])
  await rectangle([350, 200], [450, 400])
  await ann.sync('saved')

  const ben = await board.join(PHONE)
  await button(ben, 'Page: Page 1, 1 of 2').tap()
  const where = (name: string) => ben.page.getByRole('listitem').filter({ hasText: name }).getByRole('img')
  await where('Plans').waitFor()
  // What is begun on another page is seen on that page alone.
  await ben.settled()
  const before = (await ben.look()).inkIn(0, 100, 390, 180)
  await ann.choose('Pen')
  await ann.press([
    [120, 450],
    [400, 550],
  ])
  await button(ben, 'Plans').tap()
  await button(ben, 'Page: Plans, 2 of 2').waitFor()
  await ben.settled()
  await ann.release()
  await ann.sync('saved')
  await ben.sees((now) => now.inkIn(0, 100, 390, 180) !== before)

  const address = new URL(ann.page.url())
  expect(address.searchParams.get('page')).toMatch(/^[\w-]{12,}$/)
  const page = address.searchParams.get('page')!
  await ann.page.reload()
  await button(ann, 'Page: Plans, 2 of 2').waitFor()
  expect(shapesIn(await picture(`?page=${page}`))).toBe(shapesIn(await picture()) + 2)
})

it('[E2E54] a hidden layer goes from everybody’s screen and from the picture, and is not hit', async () => {
  await rectangle([80, 200], [180, 300])
  await show(ann, 'Layers')
  await button(ann, 'New layer').click()
  await rectangle([80, 330], [180, 430])
  await ann.sync('saved')
  const both = shapesIn(await picture())
  const ben = await board.join(PHONE)
  await ben.settled()
  const before = (await ben.look()).inkIn(0, 100, 390, 500)
  await button(ann, 'Hide Layer 2 for everybody').click()
  await ann.sees((now) => now.inkIn(60, 320, 140, 120) === 0)
  await ben.sees((now) => now.inkIn(0, 100, 390, 500) < before)
  await ann.sync('saved')
  expect(shapesIn(await picture())).toBe(both - 1)
  await ann.choose('Select')
  await ann.page.mouse.click(80, 380)
  await ann.page.getByRole('group', { name: 'Selection' }).waitFor({ state: 'detached' })
  await ann.page.mouse.click(80, 250)
  await ann.page.getByRole('group', { name: 'Selection' }).waitFor()
  await button(ann, 'Hide Layer 2 for everybody').click()
  await ann.sees((now) => now.inkIn(60, 320, 140, 120) > 0)
})

it('[E2E59] the address of a frame opens the board at it, on whatever page it is', async () => {
  await rectangle([100, 200], [200, 300])
  await show(ann, 'Pages')
  await button(ann, 'New page').click()
  await button(ann, 'Page: Page 2, 2 of 2').waitFor()
  await ann.sync('saved')
  const page = new URL(ann.page.url()).searchParams.get('page')
  const place = { page, matrix: [400, 0, 0, 300, 9_000, 7_000] as const }
  await putElements(world.server.url, board.id, [
    { kind: 'frame', id: 'the-frame-elsewhere', ...place },
    { kind: 'rectangle', fill: 'red', color: 'red', ...place },
  ])
  const isRed = (x: number, y: number) => (picture: Picture) => {
    const [red, green] = picture.at(x, y)
    return red > 180 && green < 100
  }
  const ben = await newPerson(world.browser)
  await ben.open(`${board.url}?frame=the-frame-elsewhere`)
  await button(ben, 'Page: Page 2, 2 of 2').waitFor()
  // It fills the view, but for what covers that.
  await ben.sees(isRed(500, 350))
  await ben.sees(isRed(300, 200))
  await ben.open(`${board.url}?frame=there-is-no-such-frame`)
  await button(ben, 'Page: Page 1, 1 of 2').waitFor()
  await ben.context.close()
})
