import { IDENTITY } from '#board/geometry/matrix.ts'
import type { Editor } from '../editor/editor.ts'
import { croppedNow } from '../editor/cropping.ts'
import { bendableOf } from '../editor/points.ts'
import { firstOf } from '../editor/first-of.ts'
import { free } from '../editor/groups.ts'
import { carrierOf } from '../scene/in-flight.ts'
import type { LivePicture } from '../scene/live-pictures.ts'
import type { Stage, StageFrame } from '../scene/stage.ts'
import type { BoardCanvas } from './board-canvas.ts'
import { ElementObject } from './element-object.ts'
import type { SelectionObject } from './selection-object.ts'

/** Keeps Fabric's objects what the board says they are. One way: nothing is ever read back from them. */
export interface Projection {
  /** Hot path, once per frame. */
  show(frame: StageFrame): void
}

const isBanding = ({ marks }: Editor) => marks.value.some(({ type }) => type === 'band' || type === 'lasso')

export function createProjection(
  canvas: BoardCanvas,
  selection: SelectionObject,
  stage: Stage,
  editor: Editor,
): Projection {
  let shown: readonly string[] = []
  const current = new Map<string, LivePicture>()

  function showPictures(pictures: readonly LivePicture[]): void {
    current.clear()
    for (const picture of pictures) current.set(picture.key, picture)
    const keys = pictures.map(({ key }) => key)
    if (keys.length === shown.length && keys.every((key, i) => key === shown[i])) return
    shown = keys
    canvas.remove(...canvas.getObjects())
    canvas.add(...keys.map(objectFor))
  }

  const objectFor = (key: string) =>
    new ElementObject((ctx) => {
      const picture = current.get(key)
      if (picture) stage.paintPicture(ctx, picture)
    })

  function showSelection(): void {
    const isTyping = editor.editing.value !== null
    // A line has handles of its own, its points, and so has the window over a picture.
    const frame = isTyping || bendableOf(editor) || croppedNow(editor) ? undefined : editor.selectionFrame()
    if (!frame) {
      canvas.selected = undefined
      return
    }
    const drag = carrierOf(editor.live, editor.selection.peek())?.by
    const isFree = free(editor, firstOf(editor.selection.value, 1)).length > 0
    selection.hasControls = !editor.readonly && isFree && drag === undefined && !isBanding(editor)
    selection.place(frame, drag ?? IDENTITY, editor.camera.value.zoom)
    canvas.selected = selection
  }

  return {
    show({ view, pixelRatio, pictures }) {
      const { width, height } = editor.viewport.value
      const zoom = view.scale / pixelRatio
      canvas.fit(width, height, pixelRatio)
      canvas.setViewportTransform([zoom, 0, 0, zoom, -view.left / pixelRatio, -view.top / pixelRatio])
      showPictures(pictures)
      showSelection()
      canvas.renderAll()
    },
  }
}
