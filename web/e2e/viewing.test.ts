import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LinkedBoard } from './drawbridge.ts'
import { newPerson, PHONE, type Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
let linked: LinkedBoard
let people: Person[]

async function join(role: 'view' | 'edit', screen = {}): Promise<Person> {
  const person = await newPerson(world.browser, screen)
  people.push(person)
  await person.open(linked.links[role])
  return person
}

/** A board with nothing on its first page and a rectangle on its second. */
beforeEach(async () => {
  people = []
  linked = await world.server.newLinkedBoard()
  const ann = await join('edit')
  await ann.page.keyboard.press('Alt+o')
  await ann.page.getByRole('button', { name: 'New page', exact: true }).click()
  await ann.page.getByRole('button', { name: 'Page: Page 2, 2 of 2', exact: true }).waitFor()
  await ann.choose('Rectangle')
  await ann.drag([
    [200, 200],
    [400, 350],
  ])
  await ann.sync('saved')
})
afterEach(async () => {
  await Promise.all(people.map(({ context }) => context.close()))
})

const isEmpty = (person: Person) => person.sees((picture) => picture.inkBox() === null)
const isDrawnOn = (person: Person) => person.sees((picture) => picture.inkBox() !== null)

it.each([
  ['desktop', {}],
  ['phone', PHONE],
])('[PAGE7] who may only look turns the pages, by buttons and by keys, %s', async (_, screen) => {
  const viewer = await join('view', screen)
  const { page } = viewer
  const at = (place: string) => page.getByRole('status', { name: 'Page' }).getByText(place).waitFor()
  await at('1 / 2')
  await isEmpty(viewer)
  await page.getByRole('button', { name: 'Next page' }).click()
  await at('2 / 2')
  await isDrawnOn(viewer)
  await page.keyboard.press('Alt+PageUp')
  await at('1 / 2')
  await isEmpty(viewer)
  await page.keyboard.press('Alt+PageDown')
  await at('2 / 2')
  await isDrawnOn(viewer)
})

it('[VIEW3] who may only look zooms by buttons', async () => {
  const { page } = await join('view')
  const level = (percent: number) => page.getByRole('button', { name: `Zoom ${percent} %: back to 100 %`, exact: true })
  await level(100).waitFor()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await level(125).click()
  await level(100).waitFor()
  expect(await page.getByRole('toolbar').count()).toBe(0)
})
