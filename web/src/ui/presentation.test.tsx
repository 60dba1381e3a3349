import { beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
let frames: string[]

const frame = (name: string, order: string, x: number) => ({
  kind: 'frame',
  name,
  order,
  matrix: [400, 0, 0, 300, x, 0],
})

beforeEach(() => {
  test.editor.resize({ width: 800, height: 600 })
  frames = test.editor.document.add([frame('Two', 'a1', 0), frame('One', 'a0', 1_000), frame('Three', 'a2', 2_000)])
})

const place = () => page.getByRole('region', { name: 'Presentation' }).getByRole('status')
const middle = () => {
  const { x, y, zoom } = test.editor.camera.value
  return [Math.round(x + 400 / zoom), Math.round(y + 300 / zoom), zoom]
}

it('[STRUCT17] frames are shown in their order, by keys and buttons, until Escape', async () => {
  test.editor.toolbox.choose('pen')
  const before = test.editor.camera.value
  await userEvent.keyboard('{Alt>}p{/Alt}')
  await expect.element(place()).toHaveTextContent('One, frame 1 / 3')
  await expect.poll(middle).toEqual([1_200, 150, 2])
  expect(test.editor.toolbox.current.value.id).toBe('laser')
  expect(await violations()).toEqual([])
  const goes = async (key: string, to: string) => {
    await userEvent.keyboard(key)
    await expect.element(place()).toHaveTextContent(to)
  }
  await goes('{ArrowRight}', 'Two, frame 2 / 3')
  await goes(' ', 'Three, frame 3 / 3')
  await goes('{PageDown}', 'Three, frame 3 / 3')
  await goes('{PageUp}', 'Two, frame 2 / 3')
  await goes('{Home}', 'One, frame 1 / 3')
  await goes('{End}', 'Three, frame 3 / 3')
  await page.getByRole('button', { name: 'Previous frame' }).click()
  await expect.element(place()).toHaveTextContent('Two, frame 2 / 3')
  await expect.poll(middle).toEqual([200, 150, 2])
  await userEvent.keyboard('{Escape}')
  await expect.element(place()).not.toBeInTheDocument()
  await expect.poll(() => test.editor.camera.value).toEqual(before)
  expect(test.editor.toolbox.current.value.id).toBe('pen')
})

it('[STRUCT23] where there are no frames, the key for presenting says that one is to be drawn first', async () => {
  test.editor.document.remove(frames)
  await userEvent.keyboard('{Alt>}p{/Alt}')
  await expect.element(page.getByText('Draw a frame first: each frame is a page to show.')).toBeVisible()
  await expect.element(place()).not.toBeInTheDocument()
})

it('[STRUCT18] a frame that goes meanwhile gives way to the next, and the last one ends it', async () => {
  test.app.presenting.value = frames[1]!
  await expect.element(place()).toHaveTextContent('One, frame 1 / 3')
  test.editor.document.remove([frames[1]!])
  await expect.element(place()).toHaveTextContent('Two, frame 1 / 2')
  test.editor.document.remove([frames[0]!, frames[2]!])
  await expect.element(place()).not.toBeInTheDocument()
  expect(test.app.presenting.value).toBe(null)
})

it('[STRUCT19] the order of presenting is a list that is changed by buttons, keys and dragging', async () => {
  test.app.panel.value = 'frames'
  const list = page.getByRole('list', { name: 'Frames in the order of presenting' })
  const names = () => [...list.element().querySelectorAll('.panel-name')].map(({ textContent }) => textContent)
  await expect.element(list).toBeVisible()
  expect(names()).toEqual(['One', 'Two', 'Three'])
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Move One down' }).click()
  await expect.poll(names).toEqual(['Two', 'One', 'Three'])
  ;(page.getByRole('button', { name: 'Three', exact: true }).element() as HTMLElement).focus()
  await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}')
  await expect.poll(names).toEqual(['Three', 'Two', 'One'])
  const grips = [...list.element().querySelectorAll('.sortable-grip')]
  await userEvent.dragAndDrop(grips[0]!, grips[2]!)
  await expect.poll(names).toEqual(['Two', 'One', 'Three'])
})
