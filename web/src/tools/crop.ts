import { applyTo, decompose, invert } from '#board/geometry/matrix.ts'
import { CROP_HANDLES, cropMoved, cropTo, placeOfHandle, type CropHandle } from '../editor/crop.ts'
import { croppableOf, croppedNow, depictionOf, intoPicture, leastWindow, type Croppable } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { NO_MARKS } from '../editor/marks.ts'
import type { Pointer } from '../input/pointer.ts'
import { handleCursor } from './handle-cursor.ts'
import { isDrag, HANDLE_REACH, reachOf } from './reach.ts'
import { reshaping } from './reshaping.ts'
import type { Tool, ToolState } from './tool.ts'

/** What of the window a pointer takes hold of: a handle of it, or all of it. */
type Hold = CropHandle | 'window'

const showWindow = (editor: Editor): void => {
  editor.marks.value = [{ type: 'crop' }]
}
const hideWindow = (editor: Editor): void => {
  editor.marks.value = NO_MARKS
}

/** The window lies over the whole picture until it is left: by Escape, Enter, or a click beside the picture. */
function idle(cursor?: string): ToolState {
  return {
    name: 'idle',
    ...(cursor === undefined ? {} : { cursor }),
    unfinished: true,
    enter: showWindow,
    exit: hideWindow,
    hover(editor, at) {
      const picture = croppedNow(editor)
      const next = picture && cursorOf(picture, holdAt(editor, picture, at))
      return next === cursor ? undefined : idle(next)
    },
    pointerDown(editor, at) {
      const picture = croppableOf(editor)
      return pressing(at, picture && holdAt(editor, { ...picture, window: picture.depiction.crop }, at))
    },
    doubleClick: (editor) => editor.toolbox.done(),
    cancel(editor) {
      if (editor.grip.peek()) editor.grip.value = null
      else editor.toolbox.done()
    },
  }
}

const waiting = idle()

/** A click until it has moved: on a handle it chooses that for the keys, on another picture that one is cropped, and beside all of them it is done. */
function pressing(from: Pointer, hold: Hold | undefined): ToolState {
  return {
    name: 'pressing',
    enter: showWindow,
    exit: hideWindow,
    pointerMove(editor, points) {
      const at = points.findLast((at) => isDrag(from, at))
      const picture = croppableOf(editor)
      return at && picture && hold !== undefined ? cropping(from, picture, hold, at) : undefined
    },
    pointerUp(editor, at) {
      const picture = croppableOf(editor)
      if (hold === undefined) return cropAnother(editor, at) ? waiting : editor.toolbox.done()
      if (picture && hold !== 'window')
        editor.grip.value = { id: picture.element.id, type: 'point', index: CROP_HANDLES.indexOf(hold) }
      return waiting
    },
    cancel: () => waiting,
  }
}

/** Selects the picture under a pointer, if there is one. */
function cropAnother({ scene, selection, camera }: Editor, at: Pointer): boolean {
  const hit = scene.hitTest(at.x, at.y, reachOf(at, camera.peek().zoom))
  const element = hit === undefined ? undefined : scene.get(hit)
  if (!element || !depictionOf(element) || selection.peek().has(element.id)) return false
  selection.value = new Set([element.id])
  return true
}

/** The window follows the pointer: a side or a corner of it, with Shift in proportion, with Alt about its middle; or all of it, over the picture. */
function cropping(from: Pointer, { element, depiction: { crop } }: Croppable, hold: Hold, first: Pointer): ToolState {
  const { matrix } = element.props
  const windowAt = (editor: Editor, at: Pointer) => {
    const by = intoPicture(matrix, from, at)
    if (hold === 'window') return cropMoved(crop, by)
    const place = placeOfHandle(crop, hold)
    const to = { x: place.x + by.x, y: place.y + by.y }
    return cropTo(crop, hold, to, { proportional: at.shift, centred: at.alt, least: leastWindow(editor, matrix) })
  }
  const state = reshaping({
    name: 'cropping',
    cursor: cursorOf({ element }, hold) ?? 'default',
    element,
    formAt(editor, at) {
      const window = windowAt(editor, at)
      editor.marks.value = [{ type: 'crop', window }]
      return { crop: window }
    },
    first,
    after: waiting,
  })
  return { ...state, exit: hideWindow }
}

/** What is under a pointer: the nearest handle within its reach, else the window where it is inside. */
function holdAt({ camera }: Editor, { element, window }: NonNullable<ReturnType<typeof croppedNow>>, at: Pointer) {
  const { matrix } = element.props
  const away = (handle: CropHandle) => {
    const { x, y } = applyTo(matrix, placeOfHandle(window, handle))
    return Math.hypot(x - at.x, y - at.y) * camera.peek().zoom
  }
  const nearest = CROP_HANDLES.toSorted((a, b) => away(a) - away(b))[0] as CropHandle
  if (away(nearest) <= HANDLE_REACH[at.type]) return nearest
  const [x, y, w, h] = window
  const own = applyTo(invert(matrix), at)
  const isInside = own.x >= x && own.y >= y && own.x <= x + w && own.y <= y + h
  return isInside ? 'window' : undefined
}

function cursorOf({ element }: Pick<Croppable, 'element'>, hold: Hold | undefined): string | undefined {
  if (hold === undefined || hold === 'window') return hold && 'move'
  const { matrix } = element.props
  const isMirrored = decompose(matrix).scaleY < 0
  const seen = isMirrored ? CROP_HANDLES.find(({ x, y }) => x === hold.x && y === -hold.y) : hold
  return handleCursor((seen ?? hold).name, { matrix })
}

export const crop: Tool = {
  id: 'crop',
  label: 'Crop',
  icon: 'crop',
  group: 'select',
  shortcuts: [],
  cursor: 'default',
  styles: [],
  menuOnHold: true,
  returns: true,
  initial: waiting,
}
