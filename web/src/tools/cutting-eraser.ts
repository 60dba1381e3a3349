import type { NewElement } from '#board/document/element.ts'
import { piecesOf } from '#board/elements/cut.ts'
import { kindOf } from '#board/elements/index.ts'
import { coveredSpans, wholeSpan, withoutSpans, type Span } from '#board/geometry/cut.ts'
import type { Segment } from '#board/geometry/segment.ts'
import type { Editor } from '../editor/editor.ts'
import type { Pointer } from '../input/pointer.ts'
import type { Scene } from '../scene/scene.ts'
import { reachOf } from './reach.ts'
import type { Tool, ToolState } from './tool.ts'

/** Radius of the rubber in CSS pixels; a finger's is as broad as its reach. */
const RADIUS = 8

const idle: ToolState = {
  name: 'idle',
  enter(editor) {
    editor.selection.value = new Set()
  },
  pointerDown: (_, at) => cutting(at),
}

/** What is rubbed goes from the screen at once, and from the document when the pointer is lifted, all of it in one step. */
function cutting(from: Pointer): ToolState {
  let last: Pointer = from
  const rub = (editor: Editor, points: readonly Pointer[]) => {
    const { scene, camera, cut } = editor
    const left = new Map(cut.value)
    let changed = false
    for (const at of points) {
      const radius = Math.max(RADIUS / camera.value.zoom, reachOf(at, camera.value.zoom))
      const along = { from: last, to: at }
      for (const id of scene.hitSegment(along, radius)) changed = rubOne(scene, left, id, along, radius) || changed
      last = at
    }
    if (changed) cut.value = left
  }
  const putBack = ({ cut }: Editor) => {
    cut.value = new Map()
    return idle
  }
  return {
    name: 'cutting',
    enter: (editor) => rub(editor, [from]),
    pointerMove: rub,
    pointerUp(editor) {
      const left = editor.cut.value
      editor.bulk.edit(
        left.keys(),
        (ids) => replace(editor, ids, left),
        () => putBack(editor),
      )
      return idle
    },
    cancel: putBack,
  }
}

/** Answers whether there was something to take away. */
function rubOne(scene: Scene, left: Map<string, readonly Span[]>, id: string, along: Segment, radius: number): boolean {
  const element = scene.get(id)
  const line = element && kindOf(element.kind).cuts?.line(element.props)
  if (!line) return false
  const { points, stride, reach } = line
  const before = left.get(id) ?? [wholeSpan(points.length / stride)]
  const after = withoutSpans(before, coveredSpans(points, stride, along, radius + reach))
  if (after === before) return false
  left.set(id, after)
  return true
}

/** The pieces in the place of the whole: of the element as it is now, whatever others have done to it since it was touched. */
function replace({ document }: Editor, ids: readonly string[], left: ReadonlyMap<string, readonly Span[]>): void {
  const pieces: NewElement[] = []
  for (const id of ids) {
    const element = document.get(id)
    const [copy] = document.copy([id])
    if (!element || !copy) continue
    const { id: _, ...record } = copy
    for (const props of piecesOf(element, left.get(id) ?? [])) pieces.push({ ...record, ...props, z: element.z })
  }
  document.batch(() => {
    document.add(pieces)
    document.remove(ids)
  })
}

export const cuttingEraser: Tool = {
  id: 'cutting-eraser',
  label: 'Cutting eraser',
  icon: 'scissors',
  shortcuts: ['Shift+e'],
  cursor: 'crosshair',
  group: 'eraser',
  styles: [],
  initial: idle,
}
