import type { Element } from '#board/document/element.ts'
import type { Crop, Depiction } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { applyTo, invert, type Matrix } from '#board/geometry/matrix.ts'
import { subtract, type Vector } from '#board/geometry/vector.ts'
import { CROP_HANDLES, cropMoved, cropTo, placeOfHandle, type CropHandle, type CropOptions } from './crop.ts'
import type { Editor } from './editor.ts'
import type { Mark } from './marks.ts'
import { reshape } from './reshape.ts'

/** A picture whose window can be changed. */
export interface Croppable {
  readonly element: Element
  readonly depiction: Depiction
}

/** No side of a window is made shorter than this, CSS pixels. */
const SHORTEST = 12

export const depictionOf = ({ kind, props }: Pick<Element, 'kind' | 'props'>): Depiction | undefined =>
  kindOf(kind).depicts?.(props)

/** The one selected element, if it is a picture and not locked. */
export function croppableOf({ selection, scene, readonly }: Editor): Croppable | undefined {
  const [id] = selection.value
  if (id === undefined || selection.value.size > 1 || readonly || scene.belonging(id)?.locked) return undefined
  const element = scene.get(id)
  const depiction = element && depictionOf(element)
  return depiction && { element, depiction }
}

const markOf = ({ marks }: Editor): Extract<Mark, { type: 'crop' }> | undefined =>
  marks.value.find((mark) => mark.type === 'crop')

/** The picture that is being cropped, and its window as it is at this moment. */
export function croppedNow(editor: Editor): (Croppable & { readonly window: Crop }) | undefined {
  const mark = markOf(editor)
  const picture = mark && croppableOf(editor)
  return picture && { ...picture, window: mark.window ?? picture.depiction.crop }
}

/** The handle of the window that keys are for; undefined: the whole window. */
export function chosenCropHandle(editor: Editor, { element }: Croppable): CropHandle | undefined {
  const grip = editor.grip.value
  return grip?.id === element.id ? CROP_HANDLES[grip.index] : undefined
}

/** Chooses the next handle of the window, or the one before; answers whether a picture is being cropped. */
export function chooseNextCropHandle(editor: Editor, step: 1 | -1): boolean {
  const picture = croppedNow(editor)
  if (!picture) return false
  const count = CROP_HANDLES.length
  const current = CROP_HANDLES.indexOf(chosenCropHandle(editor, picture) as CropHandle)
  const index = current < 0 ? (step > 0 ? 0 : count - 1) : (current + step + count) % count
  editor.grip.value = { id: picture.element.id, type: 'point', index }
  return true
}

/** Moves the chosen handle of the window, or all of it, by so many scene units; answers whether a picture is being cropped. */
export function nudgeCrop(editor: Editor, by: Vector): boolean {
  const picture = croppedNow(editor)
  if (!picture) return false
  const { element, window } = picture
  const handle = chosenCropHandle(editor, picture)
  const moved = intoPicture(element.props.matrix, { x: 0, y: 0 }, by)
  const options = { ...FREE, least: leastWindow(editor, element.props.matrix) }
  const place = handle && placeOfHandle(window, handle)
  const crop = place
    ? cropTo(window, handle, { x: place.x + moved.x, y: place.y + moved.y }, options)
    : cropMoved(window, moved)
  reshape(editor, element, { crop })
  // The same mark anew: whoever shows or says what is left of the picture looks again.
  editor.marks.value = [...editor.marks.peek()]
  return true
}

const FREE = { proportional: false, centred: false } satisfies Partial<CropOptions>

/** How far it is from one scene point to another, in shares of the whole picture. */
export function intoPicture(matrix: Matrix, from: Vector, to: Vector): Vector {
  const into = invert(matrix)
  return subtract(applyTo(into, to), applyTo(into, from))
}

/** The smallest window that can still be held, in shares of the whole picture. */
export function leastWindow({ camera }: Editor, [a, b, c, d]: Matrix): Vector {
  const shortest = SHORTEST / camera.peek().zoom
  return { x: shortest / Math.hypot(a, b), y: shortest / Math.hypot(c, d) }
}
