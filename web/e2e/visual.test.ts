import { describe, expect, it, onTestFinished } from 'vitest'
import { framesPass, newPerson, type Person, type Point } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** A person at a screen with so many device pixels per CSS pixel, on a board of their own. */
async function personAt(deviceScaleFactor: number): Promise<Person> {
  const ann = await newPerson(world.browser, { deviceScaleFactor })
  onTestFinished(() => ann.context.close())
  await ann.open(`${world.server.url}/b/${await world.server.newBoard()}`)
  return ann
}

/** A wave, slow enough in its turns that every sample is on the screen before the next. */
const WAVE: readonly Point[] = Array.from({ length: 40 }, (_, i) => [240 + 13 * i, 340 + 90 * Math.sin(i / 4)])

describe.each([1, 2])('with %d device pixels to a CSS pixel', (ratio) => {
  it.each(['Black', 'Red'])('[E2E60] a stroke changes neither colour nor weight when it settles: %s', async (color) => {
    const ann = await personAt(ratio)
    await ann.choose('Pen')
    if (color !== 'Black') await ann.page.getByRole('radio', { name: color, exact: true }).click()
    await ann.press(WAVE)
    await ann.page.evaluate(framesPass)
    const live = await ann.look()
    await ann.release()
    await ann.settled()
    await ann.page.evaluate(framesPass)
    const settled = await ann.look()
    const [before, after] = [squaresOf(live, 10 * ratio), squaresOf(settled, 10 * ratio)]
    expect(before.ink).toBeGreaterThan(2_000 * ratio)
    // What was predicted at the tip; points are simplified by a quarter of a CSS pixel, which no square shows.
    expect(Math.abs(after.ink - before.ink) / before.ink).toBeLessThan(0.01)
    const changed = before.means.filter((mean, i) => Math.abs(mean - (after.means[i] ?? 0)) > 12)
    expect(changed.length).toBeLessThanOrEqual(6)
  })
})

it('[TILE24] words are seen in their font, however late it comes', async () => {
  const ann = await personAt(1)
  await ann.choose('Text')
  await ann.page.mouse.click(300, 300)
  await ann.page.keyboard.type('Late letters')
  await ann.page.keyboard.press('Escape')
  await ann.page.keyboard.press('Escape')
  await ann.sync('saved')
  const ben = await newPerson(world.browser)
  onTestFinished(() => ben.context.close())
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  await ben.context.route(/shantell/, async (route) => {
    await given
    await route.continue()
  })
  await ben.open(ann.page.url())
  // Painted in the font that stands in for it: pictures of the page wait for fonts, so that can't be looked at.
  await ben.settled()
  give()
  const width = widthOf(await ann.look())
  await ben.sees((picture) => Math.abs(widthOf(picture) - width) <= 1)
})

/** Of what is drawn, pixels. */
function widthOf(picture: Picture): number {
  const box = picture.inkBox()
  return box ? box.right - box.left : 0
}

/** Mean darkness of each square of so many pixels, 0 to 255, and how much darker than the paper all of it is, in pixels of full ink. */
function squaresOf(picture: Picture, side: number): { readonly means: readonly number[]; readonly ink: number } {
  const means: number[] = []
  let sum = 0
  for (let top = 0; top + side <= picture.height; top += side) {
    for (let left = 0; left + side <= picture.width; left += side) {
      let dark = 0
      for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) dark += darkness(picture, x, y)
      sum += dark / 255
      means.push(dark / side ** 2)
    }
  }
  return { means, ink: sum }
}

const darkness = (picture: Picture, x: number, y: number): number =>
  255 - picture.at(x, y).reduce((all, part) => all + part, 0) / 3
