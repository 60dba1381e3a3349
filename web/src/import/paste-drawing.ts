import type { Translate } from '../words/words.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { givenText } from '#board/formats/format.ts'
import { readGiven } from '#board/formats/index.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import { placeImported } from './place-imported.ts'
import { saidOf } from './words.ts'

/**
 * Puts a drawing on the board.
 * @returns what to tell the person
 * @throws {BadFile}
 */
export async function pasteDrawing(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  text: string,
  at: Vector,
  t: Translate,
): Promise<string> {
  const drawing = await readGiven(givenText(text), editor.measure)
  return saidOf(t, await placeImported(editor, files, drawing, at), drawing.left)
}
