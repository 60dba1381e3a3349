import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAround, centre, height, width, type Box } from '#board/geometry/box.ts'
import {
  applyTo,
  decompose,
  IDENTITY,
  multiply,
  rotate,
  scale,
  translate,
  type Matrix,
} from '#board/geometry/matrix.ts'
import { align, distribute, stack, tidy, type Alignment, type Axis, type Moves } from './arrange.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { withContents } from './framing.ts'

const selects = (atLeast: number) => (editor: Editor) => !editor.readonly && editor.selection.value.size >= atLeast

const selectedFrames = (editor: Editor): Map<string, Box> => framesOf(editor, editor.selection.value)

/** What the handles of each of these elements would enclose: their lines may be of different widths. Without those in one of the others. */
export function framesOf({ scene, measure }: Editor, ids: ReadonlySet<string>): Map<string, Box> {
  const frames = new Map<string, Box>()
  for (const id of ids) {
    const element = scene.get(id)
    const holder = scene.holderOf(id)
    if (element && !(holder && ids.has(holder))) frames.set(id, kindOf(element.kind).frame(element.props, measure))
  }
  return frames
}

/** Moves things, and what is in them, as planned, in one step. */
export function arrange(
  editor: Editor,
  frames: ReadonlyMap<string, Box>,
  plan: (frames: ReadonlyMap<string, Box>) => Moves,
): void {
  const moves = plan(frames)
  const moved = [...moves].filter(([, { x, y }]) => x !== 0 || y !== 0).map(([id]) => id)
  if (moved.length === 0) return
  const moveOf = (id: string) => moves.get(id) ?? moves.get(editor.scene.holderOf(id) ?? '')
  editor.bulk.edit(withContents(editor.scene, new Set(moved)), (ids) =>
    editor.document.transform(ids, (id) => translate(moveOf(id)?.x ?? 0, moveOf(id)?.y ?? 0)),
  )
}

function flip(editor: Editor, axis: Axis): void {
  const frames = selectedFrames(editor)
  const about = centre(boxAround(frames.values()))
  const mirror = axis === 'x' ? scale(-1, 1, about) : scale(1, -1, about)
  const mirrorOf = (id: string): Matrix => {
    const element = editor.scene.get(id)
    const frame = frames.get(id)
    const kind = kindOf(element?.kind ?? '')
    // Letters stay readable; a picture is what it shows.
    const isLettered = kind.resize === 'uniform' && kind.depicts === undefined
    return element && frame && isLettered ? readable(element, frame, mirror) : mirror
  }
  const mirrored = withContents(editor.scene, new Set(frames.keys()))
  editor.bulk.edit(mirrored, (ids) => editor.document.transform(ids, mirrorOf))
}

/** Where a mirror shows what must not be mirrored itself, letters: its middle there, its slope reversed. */
function readable({ props }: Element, frame: Box, mirror: Matrix): Matrix {
  const from = centre(frame)
  const to = applyTo(mirror, from)
  return multiply(translate(to.x - from.x, to.y - from.y), rotate(-2 * decompose(props.matrix).angle, from))
}

/** Radians: what leans by less stands upright or lies on its side. */
const UPRIGHT = 1e-6
const isUpright = ({ props }: Element): boolean => Math.abs(Math.sin(2 * decompose(props.matrix).angle)) < UPRIGHT

/** Those that a side can be pulled longer of, and nothing leans then. */
function stretchable(editor: Editor): Map<string, Box> {
  const canBe = (id: string): boolean => {
    const element = editor.scene.get(id)
    const { resize, bends } = kindOf(element?.kind ?? '')
    return element !== undefined && resize === 'free' && !bends && isUpright(element)
  }
  return new Map([...selectedFrames(editor)].filter(([id]) => canBe(id)))
}

/** All become as wide (`x`) or as high (`y`) as the one that is most; their left or upper side stays. */
function stretch(editor: Editor, axis: Axis): void {
  const frames = stretchable(editor)
  const side = axis === 'x' ? width : height
  const most = Math.max(...Array.from(frames.values(), side))
  const smaller = [...frames].filter(([, frame]) => side(frame) > 0 && side(frame) < most)
  const scales = new Map(
    smaller.map(([id, frame]) => {
      const by = most / side(frame)
      const from = { x: frame.minX, y: frame.minY }
      return [id, axis === 'x' ? scale(by, 1, from) : scale(1, by, from)] as const
    }),
  )
  if (scales.size === 0) return
  editor.bulk.edit([...scales.keys()], (ids) => editor.document.transform(ids, (id) => scales.get(id) ?? IDENTITY))
}

const alignments: readonly { readonly to: Alignment; readonly label: string; readonly shortcuts: readonly string[] }[] =
  [
    { to: 'left', label: 'Align left', shortcuts: ['Mod+Shift+ArrowLeft', 'Alt+a'] },
    { to: 'centre', label: 'Align centres', shortcuts: ['Alt+h'] },
    { to: 'right', label: 'Align right', shortcuts: ['Mod+Shift+ArrowRight', 'Alt+d'] },
    { to: 'top', label: 'Align top', shortcuts: ['Mod+Shift+ArrowUp', 'Alt+w'] },
    { to: 'middle', label: 'Align middles', shortcuts: ['Alt+v'] },
    { to: 'bottom', label: 'Align bottom', shortcuts: ['Mod+Shift+ArrowDown', 'Alt+s'] },
  ]

/** What puts the selected elements in order, each one undo step. */
export const ARRANGE_COMMANDS: readonly Command[] = [
  ...alignments.map(({ to, label, shortcuts }): Command => ({
    id: `align-${to}`,
    label,
    shortcuts,
    enabled: selects(2),
    run: (editor) => arrange(editor, selectedFrames(editor), (frames) => align(frames, to)),
  })),
  {
    id: 'distribute-x',
    label: 'Distribute across',
    shortcuts: ['Alt+Shift+h'],
    enabled: selects(3),
    run: (editor) => arrange(editor, selectedFrames(editor), (frames) => distribute(frames, 'x')),
  },
  {
    id: 'distribute-y',
    label: 'Distribute down',
    shortcuts: ['Alt+Shift+v'],
    enabled: selects(3),
    run: (editor) => arrange(editor, selectedFrames(editor), (frames) => distribute(frames, 'y')),
  },
  {
    id: 'stack-x',
    label: 'Line up in a row',
    shortcuts: [],
    enabled: selects(2),
    run: (editor) => arrange(editor, selectedFrames(editor), (frames) => stack(frames, 'x')),
  },
  {
    id: 'stack-y',
    label: 'Line up in a column',
    shortcuts: [],
    enabled: selects(2),
    run: (editor) => arrange(editor, selectedFrames(editor), (frames) => stack(frames, 'y')),
  },
  {
    id: 'stretch-x',
    label: 'Make as wide as the widest',
    shortcuts: [],
    enabled: (editor) => selects(2)(editor) && stretchable(editor).size > 1,
    run: (editor) => stretch(editor, 'x'),
  },
  {
    id: 'stretch-y',
    label: 'Make as high as the highest',
    shortcuts: [],
    enabled: (editor) => selects(2)(editor) && stretchable(editor).size > 1,
    run: (editor) => stretch(editor, 'y'),
  },
  {
    id: 'tidy',
    label: 'Tidy up into a grid',
    shortcuts: ['Alt+Shift+t'],
    enabled: selects(3),
    run: (editor) => arrange(editor, selectedFrames(editor), tidy),
  },
  {
    id: 'flip-x',
    label: 'Flip left to right',
    shortcuts: ['Shift+h'],
    enabled: selects(1),
    run: (editor) => flip(editor, 'x'),
  },
  {
    id: 'flip-y',
    label: 'Flip top to bottom',
    shortcuts: ['Shift+v'],
    enabled: selects(1),
    run: (editor) => flip(editor, 'y'),
  },
]
