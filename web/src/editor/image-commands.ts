import type { Element } from '#board/document/element.ts'
import type { Depiction } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { centre } from '#board/geometry/box.ts'
import { IDENTITY, scale, type Matrix } from '#board/geometry/matrix.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'

/** Of a larger selection so many are asked: a menu answers within a frame. */
const ASKED = 200

const depictionOf = ({ kind, props }: Element): Depiction | undefined => kindOf(kind).depicts?.(props)

/** What makes a picture as large as its file says, a pixel a scene unit; the middle of what is seen stays. */
function toNaturalSize({ scene, measure }: Editor, id: string): Matrix {
  const element = scene.get(id)
  const depiction = element && depictionOf(element)
  if (!depiction) return IDENTITY
  const [a, b] = element.props.matrix
  const by = depiction.natural[0] / Math.hypot(a, b)
  return scale(by, by, centre(kindOf(element.kind).frame(element.props, measure)))
}

const picturesIn = (editor: Editor, ids: Iterable<string>): string[] =>
  [...ids].filter((id) => {
    const element = editor.scene.get(id)
    return element !== undefined && depictionOf(element) !== undefined
  })

export const IMAGE_COMMANDS: readonly Command[] = [
  {
    id: 'natural-size',
    label: 'Original size',
    shortcuts: [],
    enabled: (editor) => !editor.readonly && picturesIn(editor, firstOf(editor.selection.value, ASKED)).length > 0,
    run: (editor) => {
      const ids = picturesIn(editor, editor.selection.peek())
      editor.bulk.edit(ids, (some) => editor.document.transform(some, (id) => toNaturalSize(editor, id)))
    },
  },
]
