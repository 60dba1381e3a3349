import { WHOLE_PICTURE, type Depiction } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { centre } from '#board/geometry/box.ts'
import { IDENTITY, scale, type Matrix } from '#board/geometry/matrix.ts'
import { crop } from '../tools/crop.ts'
import type { Command } from './command.ts'
import { croppableOf, depictionOf } from './cropping.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'

/** Of a larger selection so many are asked: a menu answers within a frame. */
const ASKED = 200

const isCropped = ({ crop: [, , w, h] }: Depiction): boolean => w < 1 || h < 1

/** What makes a picture as large as its file says, a pixel a scene unit; the middle of what is seen stays. */
function toNaturalSize({ scene, measure }: Editor, id: string): Matrix {
  const element = scene.get(id)
  const depiction = element && depictionOf(element)
  if (!depiction) return IDENTITY
  const [a, b] = element.props.matrix
  const by = depiction.natural[0] / Math.hypot(a, b)
  return scale(by, by, centre(kindOf(element.kind).frame(element.props, measure)))
}

const picturesIn = (editor: Editor, ids: Iterable<string>, test: (depiction: Depiction) => boolean = () => true) =>
  [...ids].filter((id) => {
    const element = editor.scene.get(id)
    const depiction = element && depictionOf(element)
    return depiction !== undefined && test(depiction)
  })

export const IMAGE_COMMANDS: readonly Command[] = [
  {
    id: 'crop',
    label: 'Crop the picture',
    shortcuts: [],
    enabled: (editor) => croppableOf(editor) !== undefined,
    run: ({ toolbox }) => toolbox.choose(crop.id),
  },
  {
    id: 'uncrop',
    label: 'Show the whole picture',
    shortcuts: [],
    enabled: (editor) =>
      !editor.readonly && picturesIn(editor, firstOf(editor.selection.value, ASKED), isCropped).length > 0,
    run: (editor) => {
      const ids = picturesIn(editor, editor.selection.peek(), isCropped)
      editor.bulk.edit(ids, (some) => editor.document.edit(some, 'crop', WHOLE_PICTURE))
    },
  },
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
