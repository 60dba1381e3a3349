import { boxOfCoordinates, contains, EMPTY_BOX, type Box } from '#board/geometry/box.ts'
import { insidePolygon } from '#board/geometry/segment.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import { free, wholesAmong } from '../editor/groups.ts'
import { NO_MARKS } from '../editor/marks.ts'
import type { Pointer } from '../input/pointer.ts'
import { isDrag } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** The rope has a point every so many CSS pixels, at least. */
const STEP = 4
/** Of what an element looks like, so many points speak for all. */
const SAMPLES = 24
/** While it is pulled, of so many elements at most it is said whether they are inside; of all when it is let go. */
const LIVE = 1_500

/** Selects what is wholly inside a loop that is drawn around it; with Shift, besides what was selected before. `after` is where that leads. */
export function lassoing(editor: Editor, from: Pointer, first: readonly Pointer[], after: ToolState): ToolState {
  const before = editor.selection.value
  const kept = from.shift ? before : new Set<string>()
  const rope: Vector[] = [from]
  const known = new Map<string, readonly number[]>()
  const extend = (editor: Editor, points: readonly Pointer[]) => {
    const step = STEP / editor.camera.value.zoom
    for (const at of points) {
      const last = rope.at(-1) as Vector
      if (Math.hypot(at.x - last.x, at.y - last.y) >= step) rope.push(at)
    }
    editor.marks.value = [{ type: 'lasso', points: [...rope] }]
    select(editor, LIVE)
  }
  const select = (editor: Editor, most: number) => {
    const flat = rope.flatMap(({ x, y }) => [x, y])
    const box = boxOfCoordinates(flat)
    const near = free(editor, editor.scene.query(box)).filter((id) => isWithin(box, editor.scene.boundsOf(id)))
    if (near.length > most) return
    const enclosed = near.filter((id) => isInside(editor, id, flat, known))
    editor.selection.value = new Set([...kept, ...wholesAmong(editor, enclosed)])
  }
  return {
    name: 'lassoing',
    pansAtEdge: true,
    enter: (editor) => extend(editor, first),
    exit(editor) {
      editor.marks.value = NO_MARKS
    },
    pointerMove: extend,
    pointerUp(editor) {
      select(editor, Infinity)
      return after
    },
    cancel(editor) {
      editor.selection.value = before
      return after
    },
  }
}

/** Half of an element's margin may stick out: what is drawn is narrower than the box around it. */
const isWithin = (rope: Box, bounds: Box | undefined): boolean =>
  bounds !== undefined && contains(rope, shrunk(bounds, 0.1))

function shrunk({ minX, minY, maxX, maxY }: Box, share: number): Box {
  const [x, y] = [(maxX - minX) * share, (maxY - minY) * share]
  return { minX: minX + x, minY: minY + y, maxX: maxX - x, maxY: maxY - y }
}

function isInside(editor: Editor, id: string, rope: readonly number[], known: Map<string, readonly number[]>): boolean {
  let samples = known.get(id)
  if (!samples) known.set(id, (samples = samplesOf(editor, id)))
  for (let i = 0; i + 1 < samples.length; i += 2) {
    if (!insidePolygon(rope, samples[i] as number, samples[i + 1] as number)) return false
  }
  return samples.length > 0
}

/** Points of what is drawn, evenly taken; the corners of the box for what is no path. */
function samplesOf({ scene }: Editor, id: string): readonly number[] {
  const samples: number[] = []
  for (const item of scene.displayOf(id)) {
    if (item.type !== 'path') continue
    const { coordinates } = item.path
    const step = 2 * Math.max(1, Math.floor(coordinates.length / 2 / SAMPLES))
    for (let i = 0; i + 1 < coordinates.length; i += step) {
      samples.push(coordinates[i] as number, coordinates[i + 1] as number)
    }
  }
  if (samples.length > 0) return samples
  const { minX, minY, maxX, maxY } = shrunk(scene.boundsOf(id) ?? EMPTY_BOX, 0.1)
  return [minX, minY, maxX, minY, maxX, maxY, minX, maxY]
}

/** Waits for a loop; a click selects nothing. What is selected is moved with the select tool, which it leads to. */
const idle: ToolState = {
  name: 'idle',
  pointerDown: (editor, at) => pressing(editor, at),
}

const pressing = (editor: Editor, from: Pointer): ToolState => ({
  name: 'pressing',
  pointerMove: (_, points) => (points.some((at) => isDrag(from, at)) ? pulling(editor, from, points) : undefined),
  pointerUp: (editor) => {
    if (!from.shift) editor.selection.value = new Set()
    return idle
  },
  cancel: () => idle,
})

function pulling(editor: Editor, from: Pointer, first: readonly Pointer[]): ToolState {
  const loop = lassoing(editor, from, first, idle)
  return {
    ...loop,
    pointerUp(editor, at) {
      loop.pointerUp?.(editor, at)
      editor.toolbox.done()
    },
  }
}

export const lasso: Tool = {
  id: 'lasso',
  label: 'Lasso',
  icon: 'lasso',
  group: 'select',
  shortcuts: ['Shift+s'],
  cursor: 'crosshair',
  styles: [],
  initial: idle,
}
