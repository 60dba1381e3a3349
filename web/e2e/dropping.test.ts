import { expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { PHONE, type Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)

const DOOR = { id: 'door', type: 'rectangle', x: 0, y: 0, width: 120, height: 200, strokeColor: '#1971c2' }
const LIBRARY = JSON.stringify({
  type: 'excalidrawlib',
  version: 2,
  libraryItems: [
    { id: 'one', status: 'published', name: 'Door', elements: [DOOR] },
    { id: 'two', status: 'published', name: 'Knob', elements: [{ ...DOOR, id: 'knob', type: 'ellipse', width: 40 }] },
  ],
})

/** Lets go of a file over the middle of the board, as a browser tells of it. Answers whether the page took it. */
const drop = ({ page }: Person, name: string, content: string) =>
  page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], name))
      const { innerWidth, innerHeight } = window
      const at = { clientX: innerWidth / 2, clientY: innerHeight / 2, bubbles: true, cancelable: true, dataTransfer }
      const board = document.elementFromPoint(at.clientX, at.clientY)
      return ['dragover', 'drop'].map((type) => !board?.dispatchEvent(new DragEvent(type, at)))
    },
    [name, content] as const,
  )

it.each([
  ['desktop', {}],
  ['phone', PHONE],
])(
  '[IMP9] a library of Excalidraw that is dropped on the board is kept, and its pieces are put on any board, %s',
  async (_, screen) => {
    const ann = await board.join(screen)
    const { page } = ann
    expect(await drop(ann, 'doors.excalidrawlib', LIBRARY)).toEqual([true, true])
    await page.getByText('doors.excalidrawlib · 2 pieces for your library').waitFor()
    await page.getByRole('button', { name: 'Add to your library' }).click()
    await page.getByText('2 pieces added to your library').waitFor()

    await page.reload()
    await ann.sync('saved')
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Library/ }).click()
    await page.getByRole('button', { name: 'Knob', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Door', exact: true }).click()
    await page.getByRole('group', { name: 'Selection' }).waitFor()
    const [door, ...rest] = await board.stored()
    expect(rest).toEqual([])
    expect(door).toMatchObject({ kind: 'shape', props: { color: '#1971c2' } })
  },
)

it('[IMP9] what is no file of ours is told, and changes nothing', async () => {
  const ann = await board.join()
  expect(await drop(ann, 'doors.excalidrawlib', '{"type":"excalidrawlib"')).toEqual([true, true])
  await ann.page.getByText(/can’t be opened/).waitFor()
  expect(await board.stored()).toEqual([])
})
