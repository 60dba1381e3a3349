import type { BoardDocument } from '../document/board-document.ts'
import type { UndoHistory } from '../document/undo.ts'
import { encodeTokens } from '../elements/code/tokens.ts'
import { cellOf, trackIds, type Gridded } from '../elements/grid.ts'
import { newStrokes } from '../elements/new-strokes.ts'
import { rotate, scale, translate } from '../geometry/matrix.ts'
import { PALETTE } from '../render/theme.ts'
import type { Random } from './random.ts'
import { SET_BYTES } from './set-specimen.ts'

/** Two rows and two columns. */
const TABLE = {
  kind: 'table',
  'row-one': 'a0',
  'row-two': 'a1',
  'column-left': 'a0',
  'column-right': 'a1',
  texts: { 'one-left': 'head' },
}

/** Does one random thing that a person could do on a board: every second time to what carries words. Nothing happens when there is nothing to do it to. */
export function actAtRandom(board: BoardDocument, random: Random, letters = 'abc'): void {
  const letter = () => random.pick(Array.from(letters))
  random.pick(random.int(2) === 0 ? drawing(board, random, letter) : writing(board, random, letter))()
}

type Actions = readonly (() => void)[]

function drawing(board: BoardDocument, random: Random, letter: () => string): Actions {
  const some = [...board.elements()].map(({ id }) => id).filter(() => random.int(3) === 0)
  return [
    () => board.add(newStrokes(scribble(random), { color: random.pick(PALETTE).name, width: 4, opacity: 1 }, 1)),
    () => board.add([{ kind: 'rectangle', matrix: [50, 0, 0, 40, random.int(100), random.int(100)] }]),
    () => board.add([{ kind: 'text', text: letter() }]),
    () => board.remove(some),
    () => board.transform(some, translate(random.int(20), random.int(20))),
    () => board.transform(some, random.pick([scale(2, 2), scale(0.5, 1), rotate(1)])),
    () => board.edit(some, 'color', random.pick(PALETTE).name),
    () => board.edit(some, 'z', random.pick(['a0', 'a1', 'Zz', 'b00'])),
    () => some.forEach((id) => board.editText(id, [{ index: random.int(5), remove: random.int(2), insert: letter() }])),
    () => board.duplicate(some.slice(0, 3), 5, 5),
    () => board.setMeta({ title: `title ${random.int(10)}` }),
  ]
}

/** Tables, formulas, programmes. */
function writing(board: BoardDocument, random: Random, letter: () => string): Actions {
  const some = [...board.elements()].map(({ id }) => id).filter(() => random.int(2) === 0)
  return [
    () => board.add([TABLE]),
    () => board.add([{ kind: random.pick(['formula', 'code']), text: letter() }]),
    () =>
      board.edit(some, random.pick(['row-one', 'row-two', 'row-new', 'column-new']), random.pick(['a0', 'a1', null])),
    () => board.edit(some, 'wide-left', 40 + random.int(200)),
    () => board.edit(some, 'set', random.pick([SET_BYTES, null])),
    () => board.edit(some, 'tokens', encodeTokens({ mark: random.int(9), stretches: [{ length: 1, color: 2 }] })),
    () => some.forEach((id) => typeInCell(board, id, random, letter())),
  ]
}

const isGridded = (props: object): props is Gridded => 'row' in props && 'column' in props

function typeInCell(board: BoardDocument, id: string, random: Random, insert: string): void {
  const props = board.get(id)?.props
  if (!props || !isGridded(props)) return
  const [rows, columns] = [trackIds(props, 'row'), trackIds(props, 'column')]
  if (rows.length === 0 || columns.length === 0) return
  board.editText(
    id,
    [{ index: random.int(3), remove: random.int(2), insert }],
    cellOf(random.pick(rows), random.pick(columns)),
  )
}

/** Undoes or redoes something, some of the time. */
export function regretAtRandom(history: UndoHistory, random: Random): void {
  const choice = random.int(4)
  if (choice === 0) history.undo()
  else if (choice === 1) history.redo()
}

function scribble(random: Random): number[] {
  return Array.from({ length: 3 * (2 + random.int(6)) }, (_, i) => (i % 3 === 2 ? random.next() : random.int(200)))
}
