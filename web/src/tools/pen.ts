import { newId } from '#board/document/new-id.ts'
import { newStrokes } from '#board/elements/stroke.ts'
import { FIRST_PRESSURE, simulatePressure } from '#board/geometry/ink.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { LIMITS } from '#board/limits.ts'
import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Tool, ToolState } from './tool.ts'

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: (editor, at) => drawing(editor, at),
}

/** The stroke grows in the live scene, where everybody sees it, and enters the document once, when it is finished. */
function drawing(editor: Editor, from: Pointer): ToolState {
  const { color, width, opacity } = editor.style.value
  const style = { color, width, opacity }
  const press = createPressure(from, width)
  let id = newId()
  let points: number[] = []

  const begin = (sample: readonly number[]) => {
    id = newId()
    points = [...sample]
    editor.live.beginInk(id, style)
    editor.live.extendInk(id, sample, [])
  }
  const commit = () => {
    const [first, ...rest] = newStrokes(points, style, editor.camera.value.zoom)
    editor.live.end(id, true)
    editor.document.add([{ ...first, id, kind: 'stroke' }, ...rest])
  }
  /** A stroke holds so many points and no more: it goes on in a new record, from its last point. */
  const goOn = () => {
    commit()
    begin(points.slice(-STRIDE))
  }

  return {
    name: 'drawing',
    enter: () => begin([from.x, from.y, press(from)]),
    pointerMove(_, samples, predicted) {
      const grown = samples.flatMap((at) => [at.x, at.y, press(at)])
      points.push(...grown)
      const last = points.at(-1) ?? FIRST_PRESSURE
      editor.live.extendInk(
        id,
        grown,
        predicted.flatMap(({ x, y }) => [x, y, last]),
      )
      if (points.length >= LIMITS.pointsPerStroke * STRIDE) goOn()
    },
    pointerUp() {
      commit()
      return idle
    },
    cancel() {
      editor.live.end(id, false)
      return idle
    },
  }
}

/** A pen's own pressure; for everything else one that follows from the speed. */
function createPressure(from: Pointer, width: number): (at: Pointer) => number {
  let before = from
  let pressure = FIRST_PRESSURE
  return (at) => {
    if (at.type === 'pen') return at.pressure
    pressure = simulatePressure(pressure, Math.hypot(at.x - before.x, at.y - before.y), width)
    before = at
    return pressure
  }
}

export const pen: Tool = {
  id: 'pen',
  label: 'Pen',
  icon: 'pencil',
  shortcuts: ['p', '7', 'x'],
  cursor: 'crosshair',
  styles: ['color', 'width'],
  initial: idle,
}
