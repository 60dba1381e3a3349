import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'

test('[FILL1] the eyedropper takes the colour under it for what is drawn next and what is selected, and gives way to the tool before', () => {
  const { editor, document } = testBoard()
  const box = addRectangle(document, 0, 0, 100, 100, 'yellow')
  document.edit([box], 'color', 'red')
  const other = addRectangle(document, 300, 0, 100, 100)
  const alice = person(editor).choose('pen').choose('eyedropper').click(100, 50).expectPath('pen.idle')
  expect(editor.style.value.color).toBe('red')
  alice.choose('eyedropper').click(50, 50)
  expect(editor.style.value.color).toBe('yellow')
  alice.choose('eyedropper').hold({ shift: true }).click(50, 50)
  expect(editor.style.value.fill).toBe('yellow')
  alice.hold({}).choose('eyedropper').click(700, 500).expectPath('eyedropper.idle').choose('select')
  editor.selection.value = new Set([other])
  alice.choose('eyedropper').click(100, 50).expectPath('select.idle').expectSelected(other)
  expect(document.get(other)?.props).toMatchObject({ color: 'red' })
})

test('[FILL2] the bucket fills the topmost thing around it, a closed stroke too, and empties what has its colour already', () => {
  const { editor, document } = testBoard()
  editor.style.value = { ...editor.style.value, color: 'blue' }
  const box = addRectangle(document, 0, 0, 300, 300)
  const loop = addStroke(document, [100, 100], [200, 100], [200, 200], [100, 200], [100, 104])
  const open = addStroke(document, [10, 10], [90, 10], [90, 90])
  const alice = person(editor).choose('bucket').click(150, 150).expectPath('bucket.idle')
  expect(document.get(loop)?.props).toMatchObject({ inside: 'blue' })
  expect(editor.scene.hitTest(150, 150, 1)).toBe(loop)
  expect(editor.scene.displayOf(loop)).toMatchObject([{ fill: 'blue' }, {}])
  alice.click(70, 30)
  expect(document.get(box)?.props).toMatchObject({ fill: 'blue' })
  expect(document.get(open)?.props).toMatchObject({ inside: 'none' })
  alice.click(150, 150)
  expect(document.get(loop)?.props).toMatchObject({ inside: 'none' })
  editor.history.undo()
  editor.history.undo()
  expect(document.get(box)?.props).toMatchObject({ fill: 'none' })
  alice.click(700, 500)
})

test('[SHAPE4] a pen that is held still at the end of a stroke makes the shape that is meant, for others in the place of the ink; taken back, it is the ink again', async () => {
  const { editor, document, clock, frames } = testBoard()
  const ben = testBoard().editor.live
  editor.live.onSend((message) => ben.receive(7, message))
  const corners = [
    [300, 100],
    [300, 250],
    [100, 250],
    [100, 104],
  ] as const
  const alice = person(editor).choose('pen').down(100, 100)
  const draw = (pause: number) => {
    let [x, y] = [100, 100]
    for (const [toX, toY] of corners) {
      for (let i = 1; i <= 10; i++) alice.move([x + ((toX - x) * i) / 10, y + ((toY - y) * i) / 10])
      ;[x, y] = [toX, toY]
      clock.pass(pause)
    }
  }
  draw(300)
  expect(document.size).toBe(0)
  clock.pass(300)
  frames.flushAll()
  const shapes = () => [...document.elements()].map(({ kind, props }) => ('shape' in props ? props.shape : kind))
  await expect.poll(shapes, { timeout: 20_000 }).toEqual(['rectangle'])
  expect(editor.live.inks.size).toBe(0)
  expect(editor.live.drafts.size).toBe(0)
  // For others the shape has taken the ink's place before the document says so, and goes when it does.
  expect([...ben.inks.values()]).toEqual([])
  expect([...ben.drafts.values()]).toMatchObject([{ element: { shape: 'rectangle' }, committed: true }])
  alice.move([400, 400]).up().expectPath('pen.idle')
  expect(shapes()).toEqual(['rectangle'])
  editor.history.undo()
  expect(shapes()).toEqual(['stroke'])
  editor.history.undo()
  expect(document.size).toBe(0)
  alice.down(100, 100)
  draw(0)
  alice.up()
  clock.pass(10_000)
  frames.flushAll()
  expect(shapes()).toEqual(['stroke'])
})

test('[SHAPE8] a pen that has moved on goes on with its stroke, also where that is told late', async () => {
  const [moving, resting] = [testBoard(), testBoard()]
  const line = Array.from({ length: 20 }, (_, i) => [110 + 10 * i, 100] as const)
  const draw = ({ editor }: typeof moving) =>
    person(editor)
      .choose('pen')
      .down(100, 100)
      .move(...line)
  const shapes = ({ document }: typeof moving) => [...document.elements()].map(({ kind }) => kind)
  const alice = draw(moving)
  draw(resting)
  for (const { clock } of [moving, resting]) clock.pass(1_000)
  resting.frames.flushAll()
  // Whatever becomes a shape has become one by then.
  await expect.poll(() => shapes(resting), { timeout: 20_000 }).toEqual(['line'])
  moving.frames.flush()
  alice.move([300, 150], [300, 200])
  moving.frames.flushAll()
  expect(shapes(moving)).toEqual([])
  alice.up()
  expect(shapes(moving)).toEqual(['stroke'])
})
