import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOf } from '#board/elements/index.ts'
import { boxAt, centre, width, type Box } from '#board/geometry/box.ts'
import { decompose, rotate } from '#board/geometry/matrix.ts'
import { align, distribute, stack, tidy, type Moves } from './arrange.ts'
import { runCommand } from './command.ts'
import { COMMANDS } from './commands.ts'
import { addRectangle, addText, testBoard, type TestBoard } from './testing/test-editor.ts'

const box = fc
  .tuple(
    ...[1_000, 1_000].map((max) => fc.integer({ min: -max, max })),
    ...[1, 1].map(() => fc.integer({ min: 1, max: 300 })),
  )
  .map(([x = 0, y = 0, width = 1, height = 1]) => boxAt(x, y, width, height))
const boxes = fc
  .array(box, { minLength: 2, maxLength: 12 })
  .map((all): ReadonlyMap<string, Box> => new Map(all.map((each, i) => [`e${i}`, each])))

const moved = (before: ReadonlyMap<string, Box>, moves: Moves): Box[] =>
  Array.from(before, ([id, { minX, minY, maxX, maxY }]) => {
    const { x, y } = moves.get(id) ?? { x: NaN, y: NaN }
    return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y }
  })
const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values)
const gaps = (all: readonly Box[]) => {
  const sorted = all.toSorted((a, b) => a.minX - b.minX)
  return sorted.slice(1).map(({ minX }, i) => minX - (sorted[i]?.maxX ?? NaN))
}
const overlap = (a: Box, b: Box) => a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY

test('[CMD8] aligned boxes share an edge or a middle, and move along one axis only', () => {
  fc.assert(
    fc.property(boxes, (before) => {
      expect(spread(moved(before, align(before, 'left')).map(({ minX }) => minX))).toBe(0)
      expect(spread(moved(before, align(before, 'bottom')).map(({ maxY }) => maxY))).toBe(0)
      expect(spread(moved(before, align(before, 'centre')).map((each) => centre(each).x))).toBeCloseTo(0)
      expect([...align(before, 'right').values()].every(({ y }) => y === 0)).toBe(true)
      expect([...align(before, 'middle').values()].every(({ x }) => x === 0)).toBe(true)
    }),
  )
})

test('[CMD9] distributed boxes have equal gaps, and the outermost edges stay', () => {
  fc.assert(
    fc.property(boxes, (before) => {
      const all = [...before.values()]
      const after = moved(before, distribute(before, 'x'))
      const room =
        spread(all.flatMap(({ minX, maxX }) => [minX, maxX])) - all.reduce((sum, each) => sum + width(each), 0)
      if (room < 0) {
        const middles = after.map((each) => centre(each).x).toSorted((a, b) => a - b)
        expect(spread(middles.slice(1).map((x, i) => x - (middles[i] ?? NaN)))).toBeCloseTo(0)
        expect(spread(middles)).toBeCloseTo(spread(all.map((each) => centre(each).x)))
      } else {
        expect(spread(gaps(after))).toBeCloseTo(0)
        expect(Math.min(...after.map(({ minX }) => minX))).toBeCloseTo(Math.min(...all.map(({ minX }) => minX)))
      }
    }),
  )
})

test('[CMD10] boxes in a row, a column or a grid do not overlap', () => {
  fc.assert(
    fc.property(boxes, (before) => {
      const grid = moved(before, tidy(before))
      expect(grid.some((a, i) => grid.slice(i + 1).some((b) => overlap(a, b)))).toBe(false)
      expect(gaps(moved(before, stack(before, 'x'))).every((gap) => Math.abs(gap - 16) < 1e-6)).toBe(true)
    }),
  )
})

function run({ editor }: TestBoard, id: string): void {
  const command = COMMANDS.find((each) => each.id === id)
  if (!command || !runCommand(command, editor)) throw new Error(`could not run ${id}`)
}

test('[CMD8] aligning is one step of undo, and what is aligned already is not touched', () => {
  const board = testBoard()
  const ids = [addRectangle(board.document, 0, 0, 10, 10), addRectangle(board.document, 50, 70, 20, 20)]
  board.editor.selection.value = new Set(ids)
  run(board, 'align-left')
  const left = () => ids.map((id) => board.document.get(id)?.props.matrix[4])
  expect(left()).toEqual([0, 0])
  let changes = 0
  board.document.onChange(() => changes++)
  run(board, 'align-left')
  expect(changes).toBe(0)
  board.editor.history.undo()
  expect(left()).toEqual([0, 50])
  board.editor.history.undo()
  expect(board.document.size).toBe(1)
})

test('[CMD11] flipping mirrors shapes about the middle of the selection; letters stay readable', () => {
  const board = testBoard()
  const { document, editor } = board
  const shape = addRectangle(document, 0, 0, 30, 10)
  const text = addText(document, 100, 40, 'hi')
  document.transform([text], rotate(0.3, { x: 100, y: 40 }))
  const middle = () => {
    const element = document.get(text)
    return centre(kindOf('text').frame(element?.props ?? { matrix: [1, 0, 0, 1, 0, 0] }, editor.measure))
  }
  const before = { matrix: document.get(text)?.props.matrix, at: middle() }
  editor.selection.value = new Set([shape, text])
  run(board, 'flip-x')
  expect(document.get(shape)?.props.matrix[0]).toBe(-30)
  const matrix = document.get(text)?.props.matrix ?? [1, 0, 0, 1, 0, 0]
  expect(decompose(matrix).angle).toBeCloseTo(-0.3)
  expect(decompose(matrix).scaleY).toBeGreaterThan(0)
  expect(middle().x).toBeLessThan(before.at.x)
  expect(middle().y).toBeCloseTo(before.at.y)
  run(board, 'flip-x')
  expect(middle().x).toBeCloseTo(before.at.x)
  document.get(text)?.props.matrix.forEach((value, i) => expect(value).toBeCloseTo(before.matrix?.[i] ?? NaN))
})

test('[CMD17] made as wide as the widest, each keeps its upper left corner; letters, lines and what leans stay as they are', () => {
  const board = testBoard()
  const { editor, document } = board
  const [small, wide] = [addRectangle(document, 10, 20, 40, 30), addRectangle(document, 200, 0, 160, 90)]
  const lying = document.add([{ kind: 'rectangle', matrix: [0, 50, -20, 0, 320, 100], width: 2 }])[0]!
  const leaning = document.add([{ kind: 'rectangle', matrix: rotate(0.3), width: 2 }])[0]!
  const words = addText(document, 0, 300, 'words')
  const line = document.add([{ kind: 'line', matrix: [1, 0, 0, 1, 0, 400], points: [0, 0, 30, 0] }])[0]!
  const placeOf = (id: string) => document.get(id)!.props.matrix.map(Math.round)
  const left = [leaning, words, line].map(placeOf)
  editor.selection.value = new Set([small, wide, lying, leaning, words, line])
  run(board, 'stretch-x')
  expect([small, wide, lying].map(placeOf)).toEqual([
    [160, 0, 0, 30, 10, 20],
    [160, 0, 0, 90, 200, 0],
    [0, 50, -160, 0, 460, 100],
  ])
  run(board, 'stretch-y')
  expect([small, wide, lying].map((id) => placeOf(id).slice(0, 4))).toEqual([
    [160, 0, 0, 90],
    [160, 0, 0, 90],
    [0, 90, -160, 0],
  ])
  expect([leaning, words, line].map(placeOf)).toEqual(left)
  editor.history.undo()
  editor.history.undo()
  expect(placeOf(small)).toEqual([40, 0, 0, 30, 10, 20])
})

test('[CMD17] a frame grows and what is in it stays', () => {
  const board = testBoard()
  const { editor, document } = board
  const frame = document.add([{ kind: 'frame', matrix: [100, 0, 0, 100, 0, 0], name: 'One' }])[0]!
  const inside = document.add([{ kind: 'rectangle', matrix: [20, 0, 0, 20, 10, 10], width: 2, frame }])[0]!
  const wide = addRectangle(document, 0, 200, 300, 40)
  editor.selection.value = new Set([frame, wide])
  run(board, 'stretch-x')
  expect(document.get(frame)?.props.matrix).toEqual([300, 0, 0, 100, 0, 0])
  expect(document.get(inside)?.props.matrix).toEqual([20, 0, 0, 20, 10, 10])
})
