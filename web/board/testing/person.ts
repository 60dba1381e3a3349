import type { BoardDocument } from '../document/board-document.ts'
import type { UndoHistory } from '../document/undo.ts'
import { newStrokes } from '../elements/stroke.ts'
import { rotate, scale, translate } from '../geometry/matrix.ts'
import { PALETTE } from '../render/theme.ts'
import type { Random } from './random.ts'

/** Does one random thing that a person could do on a board. Nothing happens when there is nothing to do it to. */
export function actAtRandom(board: BoardDocument, random: Random, letters = 'abc'): void {
  const ids = [...board.elements()].map(({ id }) => id)
  const some = ids.filter(() => random.int(3) === 0)
  const actions: readonly (() => void)[] = [
    () => board.add(newStrokes(scribble(random), { color: random.pick(PALETTE).name, width: 4, opacity: 1 }, 1)),
    () => board.add([{ kind: 'rectangle', matrix: [50, 0, 0, 40, random.int(100), random.int(100)] }]),
    () => board.add([{ kind: 'text', text: random.pick(Array.from(letters)) }]),
    () => board.remove(some),
    () => board.transform(some, translate(random.int(20), random.int(20))),
    () => board.transform(some, random.pick([scale(2, 2), scale(0.5, 1), rotate(1)])),
    () => board.edit(some, 'color', random.pick(PALETTE).name),
    () => board.edit(some, 'z', random.pick(['a0', 'a1', 'Zz', 'b00'])),
    () =>
      some.forEach((id) =>
        board.editText(id, [{ index: random.int(5), remove: random.int(2), insert: random.pick(Array.from(letters)) }]),
      ),
    () => board.duplicate(some.slice(0, 3), 5, 5),
    () => board.setMeta({ title: `title ${random.int(10)}` }),
  ]
  random.pick(actions)()
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
