import type { NewElement } from '#board/document/element.ts'
import { newId } from '#board/document/new-id.ts'
import { newStrokes, type InkStyle } from '#board/elements/new-strokes.ts'
import { FIRST_PRESSURE, simulatePressure } from '#board/geometry/ink.ts'
import { boxOfCoordinates, type Box } from '#board/geometry/box.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { LIMITS } from '#board/limits.ts'
import type { Editor } from '../editor/editor.ts'
import type { Style } from '../editor/style.ts'
import type { Pointer } from '../input/pointer.ts'
import type { ToolState } from './tool.ts'
import { watchRest } from './watch-rest.ts'

/** What a tool draws ink with. */
export interface Nib {
  /** How the ink looks, by the style that is set. */
  readonly styleOf: (style: Style) => InkStyle
  /** As wide everywhere, whatever the pressure? */
  readonly isEven: (style: Style) => boolean
  /** Where in the z-order a stroke around that box comes; missing: on top. */
  readonly zFor?: (editor: Editor, around: Box) => string | undefined
  /** Does a stroke become the shape that it means when the pen is held still at its end? */
  readonly becomesShape?: boolean
}

/** Waits for a stroke. */
export function inkState(nib: Nib): ToolState {
  const idle: ToolState = {
    name: 'idle',
    enter(editor) {
      editor.selection.value = new Set()
    },
    pointerDown: (editor, at) => drawing(editor, nib, at, idle),
  }
  return idle
}

/** The stroke grows in the live scene, where everybody sees it, and enters the document once, when it is finished. */
function drawing(editor: Editor, nib: Nib, from: Pointer, idle: ToolState): ToolState {
  const style = nib.styleOf(editor.style.value)
  const press = nib.isEven(editor.style.value) ? () => EVEN : createPressure(from, style.width)
  let id = newId()
  let points: number[] = []
  let isWhole = true
  let isShape = false
  let isOver = false

  const begin = (sample: readonly number[]) => {
    id = newId()
    points = [...sample]
    editor.live.beginInk(id, style)
    editor.live.extendInk(id, sample, [])
  }
  /** `isKept`: others show the ink until they have the stroke. */
  const commit = (isKept = true) => {
    const [first, ...rest] = newStrokes(points, style, editor.camera.value.zoom)
    editor.live.end(id, isKept)
    const z = nib.zFor?.(editor, boxOfCoordinates(points, STRIDE))
    const place = z === undefined ? {} : { z }
    editor.document.add([{ ...first, ...place, id, kind: 'stroke' }, ...rest])
  }
  /** A stroke holds so many points and no more: it goes on in a new record, from its last point. */
  const goOn = () => {
    isWhole = false
    commit()
    begin(points.slice(-STRIDE))
  }

  /**
   * The ink is one step and the shape another: who did not mean it takes back that one. To others both come as one update,
   * without the stroke: for them the shape takes the ink's place in the live scene.
   */
  const becomeShape = (meant: NewElement | undefined) => {
    if (!meant) return
    isShape = true
    const shape = { ...meant, id: newId() }
    editor.live.setDraft(shape.id, shape)
    editor.live.end(shape.id, true)
    commit(false)
    editor.document.batch(() => {
      editor.document.remove([id])
      editor.document.add([shape])
    })
  }
  // What tells shapes is fetched with the first stroke, and without it a stroke stays one.
  const meaning = nib.becomesShape ? import('./draw-to-shape.ts') : undefined
  meaning?.catch(() => undefined)
  const rested = async () => {
    const drawn = points.length
    const code = await meaning?.catch(() => undefined)
    if (code && isWhole && !isOver && points.length === drawn) becomeShape(code.shapeMeant(editor, points))
  }
  const rest = nib.becomesShape ? watchRest(editor, from, () => void rested()) : undefined

  return {
    name: 'drawing',
    enter: () => begin([from.x, from.y, press(from)]),
    exit() {
      isOver = true
      rest?.stop()
    },
    pointerMove(_, samples, predicted) {
      if (isShape) return
      for (const at of samples) rest?.moved(at)
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
      if (!isShape) commit()
      return idle
    },
    cancel() {
      if (!isShape) editor.live.end(id, false)
      return idle
    },
  }
}

/** At this pressure ink is as wide as its pen. */
const EVEN = 0.5

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
