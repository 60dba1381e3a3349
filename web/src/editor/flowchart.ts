import { anchorageOf } from '#board/elements/connect.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAt, centre, expand, height, width, type Box } from '#board/geometry/box.ts'
import { multiply, translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { reveal, roomIn } from './camera.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { free } from './groups.ts'

/** Between an element and its neighbour, scene units: an arrow has room there. */
const GAP = 96
/** Between neighbours of the same one. */
const ASIDE = 32
/** So many places beside one another are tried. */
const TRIES = 9

/** The one selected element, if arrows may end at it. */
function origin(editor: Editor): string | undefined {
  const [id] = editor.selection.value
  const element = id === undefined || editor.selection.value.size > 1 ? undefined : editor.scene.get(id)
  return element && anchorageOf(element, editor.measure) ? id : undefined
}

/** A copy without words beside the selected element, an arrow to it, and it is selected: one step. */
function makeNeighbour(editor: Editor, towards: Vector): void {
  const { document, scene, measure, style, history } = editor
  const id = origin(editor)
  const element = id === undefined ? undefined : scene.get(id)
  if (id === undefined || !element) return
  const box = kindOf(element.kind).frame(element.props, measure)
  const by = freePlace(editor, box, towards)
  const look = { ...element.props, text: '' }
  const { color, width: line, dash, look: hand, opacity, route, font, size } = { ...style.peek(), ...colorsOf(look) }
  history.begin()
  const [made = ''] = document.add([
    { ...look, kind: element.kind, matrix: multiply(translate(by.x, by.y), element.props.matrix) },
  ])
  const [from, to] = [centre(box), { x: centre(box).x + by.x, y: centre(box).y + by.y }]
  document.add([
    {
      kind: 'line',
      matrix: translate(from.x, from.y),
      points: [0, 0, to.x - from.x, to.y - from.y],
      start: { id, x: 0.5, y: 0.5 },
      end: { id: made, x: 0.5, y: 0.5 },
      startHead: 'none',
      endHead: 'arrow',
      color,
      width: line,
      dash,
      look: hand,
      opacity,
      route,
      font,
      size,
    },
  ])
  history.end()
  editor.selection.value = new Set([made])
  show(editor, made)
}

/** An arrow looks as the outline of what it comes from. */
function colorsOf(props: object): object {
  const fields = Object.entries(props).filter(([name]) => name === 'width' || name === 'dash' || name === 'look')
  return Object.fromEntries(fields)
}

/** How far away the nearest free place in a direction is: straight on, or to either side of that. */
function freePlace({ scene }: Editor, box: Box, towards: Vector): Vector {
  const [w, h] = [width(box), height(box)]
  const ahead = { x: towards.x * (w + GAP), y: towards.y * (h + GAP) }
  for (let i = 0; i < TRIES; i++) {
    const aside = (i % 2 === 0 ? -1 : 1) * Math.ceil(i / 2)
    const by = {
      x: ahead.x + Math.abs(towards.y) * aside * (w + ASIDE),
      y: ahead.y + Math.abs(towards.x) * aside * (h + ASIDE),
    }
    const place = expand(boxAt(box.minX + by.x, box.minY + by.y, w, h), 1)
    const isTaken = scene.query(place).some((id) => !kindOf(scene.kindOf(id) ?? '').bends)
    if (!isTaken) return by
  }
  return ahead
}

function show({ camera, viewport, covered, scene }: Editor, id: string): void {
  const box = scene.boundsOf(id)
  if (box) camera.value = reveal(camera.peek(), box, viewport.peek(), roomIn(viewport.peek(), covered))
}

const DIRECTIONS = [
  { key: 'ArrowLeft', name: 'to the left', x: -1, y: 0 },
  { key: 'ArrowRight', name: 'to the right', x: 1, y: 0 },
  { key: 'ArrowUp', name: 'above', x: 0, y: -1 },
  { key: 'ArrowDown', name: 'below', x: 0, y: 1 },
] as const

/** Ctrl and an arrow key: another one like the selected element, with an arrow to it. */
export const FLOWCHART_COMMANDS: readonly Command[] = DIRECTIONS.map(({ key, name, x, y }) => ({
  id: `neighbour-${key.slice('Arrow'.length).toLowerCase()}`,
  label: `Another one ${name}, with an arrow`,
  shortcuts: [`Mod+${key}`],
  enabled: (editor: Editor) => {
    const id = editor.readonly ? undefined : origin(editor)
    return id !== undefined && free(editor, [id]).length > 0
  },
  run: (editor: Editor) => makeNeighbour(editor, { x, y }),
}))
