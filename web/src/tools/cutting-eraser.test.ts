import fc from 'fast-check'
import { expect, test } from 'vitest'
import { strokePoints, type StrokeProps } from '#board/elements/stroke.ts'
import { scale, translate } from '#board/geometry/matrix.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { createRandom } from '#board/testing/random.ts'
import { createTwins } from '#board/testing/twins.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import { createEditor } from '../editor/create-editor.ts'
import { person } from '../editor/testing/person.ts'
import { addRectangle, addStroke, manualFrames, testBoard } from '../editor/testing/test-editor.ts'
import { createManualClock } from '../editor/testing/manual-clock.ts'
import { TOOLS } from './index.ts'

/** From where to where the strokes of a board go, left to right. */
const reaches = (document: BoardDocument) =>
  [...document.elements()]
    .filter(({ kind }) => kind === 'stroke')
    .map(({ props }) => Array.from(strokePoints(props as StrokeProps) ?? []).filter((_, i) => i % STRIDE === 0))
    .map((xs) => [Math.round(Math.min(...xs)), Math.round(Math.max(...xs))])
    .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)

test('[TOOL37] the cutting eraser takes what it rubs: a stroke falls into pieces in its place and style, in one step', () => {
  const { editor, document } = testBoard()
  addStroke(document, [0, -20], [200, -20])
  const id = addStroke(document, [0, 0], [200, 0])
  addStroke(document, [0, 60], [200, 60])
  const { z } = document.get(id)!
  document.edit([id], 'color', 'red')
  const changes: number[] = []
  document.onChange(({ added }) => changes.push(added.size))
  // A radius of 8 and half of the ink's 4.
  const alice = person(editor).choose('cutting-eraser').down(50, 2).move([100, -2]).expectPath('cutting-eraser.cutting')
  expect(document.size).toBe(3)
  expect([...editor.cut.value.keys()]).toEqual([id])
  alice.up().expectPath('cutting-eraser.idle')
  expect(changes).toEqual([2])
  expect(editor.cut.value.size).toBe(0)
  expect(reaches(document)).toEqual([
    [0, 40],
    [0, 200],
    [0, 200],
    [110, 200],
  ])
  const pieces = [...document.elements()].slice(-2)
  for (const piece of pieces) expect(piece).toMatchObject({ kind: 'stroke', z, props: { color: 'red', width: 4 } })
  editor.history.undo()
  expect(document.get(id)).toMatchObject({ z, props: { color: 'red' } })
  expect(document.size).toBe(3)
  editor.history.redo()
  expect(document.size).toBe(4)
})

test('[TOOL37] rubbed from end to end nothing is left; between two samples it takes all; a dot goes whole', () => {
  const { editor, document } = testBoard()
  addStroke(document, [0, 0], [200, 0])
  addStroke(document, [250, 0])
  person(editor).choose('cutting-eraser').down(-20, 0).move([300, 0]).up()
  expect(document.size).toBe(0)
})

test('[TOOL37] a stroke that was scaled and turned is cut where it is seen', () => {
  const { editor, document } = testBoard()
  const id = addStroke(document, [0, 0], [100, 0])
  document.transform([id], scale(4, 4))
  person(editor).choose('cutting-eraser').down(200, -30).move([200, 30]).up()
  expect(reaches(document)).toEqual([
    [0, 190],
    [210, 400],
  ])
})

test('[TOOL38] what can’t be cut is left alone by it, and cancelled it takes nothing', () => {
  const { editor, document } = testBoard()
  const rectangle = addRectangle(document, 0, 0, 100, 100, 'red')
  const ink = addStroke(document, [0, 50], [100, 50])
  const changes: unknown[] = []
  document.onChange((change) => changes.push(change))
  const alice = person(editor).choose('cutting-eraser').down(50, 20).move([50, 80])
  expect(editor.cut.value.has(ink)).toBe(true)
  alice.cancel().expectPath('cutting-eraser.idle')
  expect(editor.cut.value.size).toBe(0)
  person(editor).choose('cutting-eraser').down(50, -10).move([50, 20]).up()
  expect([...document.ids()]).toEqual([rectangle, ink])
  expect(changes).toEqual([])
})

/** Two people with tools in their hands, whose messages wait until the lines are mended. */
function pair(seed: number) {
  const twins = createTwins(2, seed)
  const [alice, bob] = twins.people.map(({ board }) => ({
    board,
    editor: createEditor({
      document: board,
      measure: measureRoughly,
      tools: TOOLS,
      frames: manualFrames(),
      clock: createManualClock(),
    }),
  })) as [PersonAtWork, PersonAtWork]
  const id = addStroke(alice.board, [0, 0], [400, 0])
  twins.heal()
  return { twins, alice, bob, id, random: createRandom(seed) }
}

interface PersonAtWork {
  readonly board: BoardDocument
  readonly editor: ReturnType<typeof createEditor>
}

const cutAt = ({ editor }: PersonAtWork, x: number) =>
  person(editor).choose('cutting-eraser').down(x, -20).move([x, 20]).up()

test('[DOC42] a stroke that one cuts while the other moves or restyles it is in pieces where it was cut, and nothing else of it is lost', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { twins, alice, bob, id, random } = pair(seed)
      const x = 50 + random.int(300)
      const acts = [
        () => cutAt(alice, x),
        () =>
          random.int(2) === 0 ? bob.board.transform([id], translate(0, 500)) : bob.board.edit([id], 'color', 'red'),
      ]
      if (random.int(2) === 0) acts.reverse()
      for (const act of acts) act()
      twins.heal()
      for (const { board } of [alice, bob]) {
        expect(reaches(board)).toEqual([
          [0, x - 10],
          [x + 10, 400],
        ])
        expect([...board.elements()].map(({ props }) => (props as StrokeProps).color)).toEqual(['ink', 'ink'])
        expect([...board.elements()].every(({ props }) => strokePoints(props as StrokeProps)?.[1] === 0)).toBe(true)
      }
      alice.editor.history.undo()
      twins.heal()
      expect([...bob.board.ids()]).toEqual([id])
      expect(reaches(bob.board)).toEqual([[0, 400]])
    }),
    { numRuns: 40 },
  )
})

test('[DOC43] what the other did to a stroke before it was cut is kept by its pieces, also while it is being rubbed', () => {
  const { twins, alice, bob, id } = pair(1)
  const rubbing = person(alice.editor).choose('cutting-eraser').down(100, -20).move([100, 20])
  bob.board.transform([id], translate(0, 500))
  bob.board.edit([id], 'color', 'red')
  twins.heal()
  rubbing.up()
  twins.heal()
  const pieces = [...bob.board.elements()].map(({ props }) => props as StrokeProps)
  expect(pieces.map(({ color }) => color)).toEqual(['red', 'red'])
  expect(pieces.map((props) => strokePoints(props)?.[1])).toEqual([500, 500])
})

test('[DOC44] a stroke that both cut at once keeps all that not both have erased', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { twins, alice, bob } = pair(seed)
      cutAt(alice, 100)
      cutAt(bob, 300)
      twins.heal()
      for (const { board } of [alice, bob]) {
        expect(reaches(board)).toEqual([
          [0, 90],
          [0, 290],
          [110, 400],
          [310, 400],
        ])
      }
    }),
    { numRuns: 20 },
  )
})
