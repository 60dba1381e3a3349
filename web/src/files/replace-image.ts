import { WHOLE_PICTURE, type Crop, type Depiction } from '#board/elements/element-kind.ts'
import { multiply, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import { depictionOf } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from './board-files.ts'
import { prepareImage, refusalOf, type PreparedImage } from './prepare-image.ts'

/** Pictures whose proportions differ by no more than this take each other's place exactly. */
const SAME_SHAPE = 0.01

/**
 * Shows another file in the place of a picture, as one step. It is shown at once, and sent when the server can be reached.
 * @returns why that can't be done, if it can't
 */
export async function replaceImage(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  id: string,
  blob: Blob,
): Promise<readonly string[]> {
  try {
    const picture = await prepareImage(blob)
    await files.keep(picture)
    show(editor, id, picture)
    return []
  } catch (error) {
    return [refusalOf(blob, error)]
  }
}

function show(editor: Editor, id: string, picture: PreparedImage): void {
  const element = editor.scene.get(id)
  const before = element && depictionOf(element)
  if (!before) return
  const fields = Object.entries({
    file: picture.hash,
    natural: picture.natural,
    ...placeOf(before, element.props.matrix, picture.natural),
  })
  // All of them, also those that stay: of two who replace it at once, one has all of theirs.
  editor.bulk.edit([id], (ids) =>
    editor.document.batch(() => {
      for (const [name, value] of fields) editor.document.edit(ids, name, value)
    }),
  )
}

/**
 * Where a picture of other pixels comes: exactly where the old one is when it has its proportions, cropped as that was; else all of it,
 * as large as there is room in what was seen of the old one, around the same middle, turned and mirrored as that.
 */
export function placeOf(
  { natural, crop }: Depiction,
  matrix: Matrix,
  next: Depiction['natural'],
): { readonly matrix: Matrix; readonly crop: Crop } {
  const [before, after] = [natural[1] / natural[0], next[1] / next[0]]
  if (Math.abs(after / before - 1) <= SAME_SHAPE) return { matrix, crop }
  const [x, y, w, h] = crop
  const seen = multiply(matrix, multiply(translate(x, y), scale(w, h)))
  const ratio = Math.hypot(seen[2], seen[3]) / Math.hypot(seen[0], seen[1])
  const inside = after > ratio ? { width: ratio / after, height: 1 } : { width: 1, height: after / ratio }
  const fitted = multiply(
    translate((1 - inside.width) / 2, (1 - inside.height) / 2),
    scale(inside.width, inside.height),
  )
  return { matrix: multiply(seen, fitted), crop: WHOLE_PICTURE }
}
