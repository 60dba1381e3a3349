import type { TextEdit } from '#board/document/text.ts'
import { applyTo, invert } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { boxOfLine, boxUnder, type LaidOutBox } from '#board/render/check-list.ts'
import type { Editor } from './editor.ts'
import { blockOf, partAt, textOf } from './typing.ts'

const UNTICKED = '[ ] '

/** The box of a check list at a point of an element, scene units. */
export function boxAt(editor: Editor, id: string | undefined, at: Vector): LaidOutBox | undefined {
  const block = id === undefined || editor.readonly ? undefined : blockOf(editor, id, undefined, partAt(editor, id, at))
  if (!block || block.boxes.length === 0) return undefined
  const { x, y } = applyTo(invert(block.matrix), at)
  return boxUnder(block, x, y)
}

/** Ticks the box at a point of an element, or takes its tick away; answers whether there is one. Only what is between its brackets is written, whatever others type meanwhile. */
export function tickAt(editor: Editor, id: string | undefined, at: Vector): boolean {
  const box = boxAt(editor, id, at)
  if (!box || id === undefined) return false
  const tick = { index: box.at + 1, remove: box.marks, insert: box.ticked ? ' ' : 'x' }
  editor.document.editText(id, [tick], partAt(editor, id, at))
  return true
}

/** Gives every line a box; where all that say something have one, takes all boxes away. */
export function toggleCheckList(editor: Editor, id: string, part?: string): void {
  const lines = linesOf(textOf(editor, id, part))
  const said = lines.some(({ line }) => line !== '') ? lines.filter(({ line }) => line !== '') : lines
  const hasAll = said.every(({ line }) => boxOfLine(line))
  // From the last to the first, so that no place moves before its turn.
  const edits = said.toReversed().flatMap(({ line, index }): TextEdit[] => {
    const box = boxOfLine(line)
    if (hasAll) return [{ index, remove: box?.length ?? 0, insert: '' }]
    return box ? [] : [{ index, remove: 0, insert: UNTICKED }]
  })
  editor.document.editText(id, edits, part)
}

/** What Enter means at a place in a check list: another box, or the list's end where the line has nothing but one. Undefined elsewhere. */
export function nextLine(text: string, caret: number): TextEdit | undefined {
  const found = linesOf(text).findLast(({ index }) => index <= caret)
  const box = found && boxOfLine(found.line)
  if (!found || !box || caret < found.index + box.length) return undefined
  const { line, index } = found
  if (line.length === box.length) return { index, remove: box.length, insert: '' }
  return { index: caret, remove: 0, insert: `\n${UNTICKED}` }
}

function linesOf(text: string): { readonly line: string; readonly index: number }[] {
  let index = 0
  return text.split('\n').map((line) => {
    const start = index
    index += line.length + 1
    return { line, index: start }
  })
}
