import type { Belonging } from '../../elements/belonging.ts'
import { WHOLE_PICTURE, type Crop } from '../../elements/element-kind.ts'
import { applyTo, IDENTITY, multiply, scale, translate } from '../../geometry/matrix.ts'
import type { ShapeName } from '../../geometry/shapes.ts'
import { LIMITS } from '../../limits.ts'
import { layoutText } from '../../render/text-layout.ts'
import { frameName } from '../frames.ts'
import { isRaw, meaningOf, numberIn, stringIn, within, type Raw } from '../imported.ts'
import { addInk } from '../ink.ts'
import { cropWithin, isPictureAddress, wholeOf } from '../pictured.ts'
import * as looks from './looks.ts'
import { propsOf, sizeOfBox, vectorIn } from './place.ts'
import { pointsOfSegments } from './points.ts'
import { wordsOf } from './words.ts'
import { readArrow, readLine } from './arrows.ts'
import {
  belongingOf,
  boxOf,
  faceOf,
  idOf,
  labelOf,
  mapped,
  opacityOf,
  placed,
  type Read,
  type Reading,
} from './reading.ts'

/** How each type of tldraw is read. */
export const KINDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['draw', readDraw],
  ['highlight', readHighlight],
  ['geo', readGeo],
  ['arrow', readArrow],
  ['line', readLine],
  ['text', readText],
  ['note', readNote],
  ['image', readImage],
  ['frame', readFrame],
  // Nothing but its members, which say so.
  ['group', () => undefined],
  ['bookmark', readAddress],
  ['embed', readAddress],
  ['video', readVideo],
])

function readDraw(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  if (looks.outlineOf(props, '').dash !== 'solid') reading.leave('dashes of ink: it comes as a line without gaps')
  const inside = props['isClosed'] === true ? looks.fillOf(props).fill : 'none'
  readStroke(shape, reading, { width: looks.scaleOf(props) + looks.widthOf(props) * 1.2, inside, opacity: 1 })
}

/** A highlighter is as wide as letters are high, and seen through. */
const HIGHLIGHT = { widths: 1.12, opacity: 0.4 }

function readHighlight(shape: Raw, reading: Reading): void {
  const width = looks.labelSizeOf(propsOf(shape)) * HIGHLIGHT.widths
  readStroke(shape, reading, { width, inside: 'none', opacity: HIGHLIGHT.opacity })
}

/** Points of one shape that are read. */
const MOST_POINTS = 50_000

interface Pen {
  readonly width: number
  readonly inside: string
  readonly opacity: number
}

function readStroke(shape: Raw, reading: Reading, pen: Pen): void {
  const props = propsOf(shape)
  const flat = pointsOfSegments(props, MOST_POINTS)
  if (flat.length === 0) return reading.leave('lines without points')
  const matrix = placed(shape, reading)
  const isPen = props['isPen'] === true
  const points: number[] = []
  for (let i = 0; i < flat.length; i += 3) {
    const { x, y } = applyTo(matrix, { x: flat[i] as number, y: flat[i + 1] as number })
    points.push(x, y, isPen ? (flat[i + 2] as number) : 0.5)
  }
  inkOf(shape, points, pen, reading, belongingOf(shape, reading))
}

function inkOf(shape: Raw, points: number[], pen: Pen, reading: Reading, belonging: Partial<Belonging>): void {
  const theirs = stringIn(shape, 'id')
  addInk(
    reading,
    {
      points,
      color: looks.colorOf(propsOf(shape)),
      ...pen,
      opacity: pen.opacity * opacityOf(shape, reading),
      idOf: (piece) => reading.idOf(piece === 0 ? theirs : `${theirs} ${piece}`),
    },
    belonging,
  )
}

const same = (name: ShapeName) => [name, name] as const

/** Names of tldraw for shapes that boards have; what is not here is a rectangle. */
const SHAPES: ReadonlyMap<unknown, ShapeName> = new Map<unknown, ShapeName>([
  ...(['ellipse', 'triangle', 'diamond', 'hexagon', 'star', 'cloud', 'heart'] as const).map(same),
  ...(['pentagon', 'octagon', 'trapezoid'] as const).map(same),
  ...(['arrow-right', 'arrow-left', 'arrow-up', 'arrow-down'] as const).map(same),
  ['rhombus', 'parallelogram'],
  ['rhombus-2', 'parallelogram'],
])

/** Lines within a rectangle. */
const MARKS: ReadonlyMap<unknown, readonly (readonly number[])[]> = new Map([
  [
    'x-box',
    [
      [0, 0, 1, 1],
      [1, 0, 0, 1],
    ],
  ],
  ['check-box', [[0.25, 0.52, 0.45, 0.72, 0.78, 0.25]]],
])

function readGeo(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const marks = MARKS.get(props['geo'])
  if (marks) readMarked(shape, marks, reading)
  else addShape(shape, reading, belongingOf(shape, reading))
}

function addShape(shape: Raw, reading: Reading, belonging: Partial<Belonging>): void {
  const props = propsOf(shape)
  const { w, h } = sizeOfBox(shape)
  const leansLeft = props['geo'] === 'rhombus-2'
  const flipsX = (props['flipX'] === true) !== leansLeft
  const mirrored = scale(flipsX ? -1 : 1, props['flipY'] === true ? -1 : 1, { x: 0.5, y: 0.5 })
  reading.add({
    kind: 'shape',
    id: idOf(shape, reading),
    shape: meaningOf(SHAPES, props['geo'], 'rectangle'),
    matrix: multiply(boxOf(shape, reading), mirrored),
    ...looks.outlineOf(props, stringIn(shape, 'id')),
    ...looks.fillOf(props),
    radius: props['geo'] === 'oval' ? Math.min(w, h) / 2 : 0,
    opacity: opacityOf(shape, reading),
    ...labelOf(shape, reading),
    ...belonging,
  })
}

function readMarked(shape: Raw, marks: readonly (readonly number[])[], reading: Reading): void {
  const belonging = grouped(shape, reading)
  addShape(shape, reading, belonging)
  for (const [i, mark] of marks.entries()) addLine(shape, reading, mark, belonging, i)
}

/** A line in the box of a shape; `points` in its unit square. */
function addLine(shape: Raw, reading: Reading, points: readonly number[], belonging: Partial<Belonging>, at: number) {
  const theirs = stringIn(shape, 'id')
  reading.add({
    kind: 'line',
    id: reading.idOf(`${theirs} line ${at}`),
    matrix: IDENTITY,
    points: mapped(points, boxOf(shape, reading)),
    ...looks.outlineOf(propsOf(shape), theirs),
    opacity: opacityOf(shape, reading),
    ...belonging,
  })
}

function grouped(shape: Raw, reading: Reading): Partial<Belonging> {
  const { groups = [], ...rest } = belongingOf(shape, reading)
  const own = reading.idOf(`${stringIn(shape, 'id')} parts`)
  return { ...rest, groups: [...groups.slice(0, LIMITS.groupDepth - 1), own] }
}

/** Of tldraw's lines, in font sizes. */
const LINE = 1.35

function readText(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const text = wordsOf(props)
  if (text.trim() === '') return
  const align = looks.alignOf(props, props['textAlign'] === undefined ? 'align' : 'textAlign', 'left')
  const style = { ...faceOf(props), size: looks.textSizeOf(props), align }
  const w = numberIn(props, 'w', 0) * looks.scaleOf(props)
  const wrap = props['autoSize'] === false ? within(style.size, w, 100_000) : 0
  const { width, height, lines } = layoutText(text, style, reading.measure, wrap || undefined)
  const share = { left: 0, center: 0.5, right: 1 }[align]
  const across = wrap > 0 ? 0 : (w - width) * share
  const down = (lines.length * style.size * LINE - height) / 2
  reading.add({
    kind: 'text',
    id: idOf(shape, reading),
    matrix: multiply(placed(shape, reading), translate(across, down)),
    color: looks.colorOf(props),
    ...style,
    wrap,
    opacity: opacityOf(shape, reading),
    text,
    ...belongingOf(shape, reading),
  })
}

function readNote(shape: Raw, reading: Reading): void {
  reading.add({
    kind: 'note',
    id: idOf(shape, reading),
    matrix: boxOf(shape, reading),
    opacity: opacityOf(shape, reading),
    ...labelOf(shape, reading),
    color: looks.noteColorOf(propsOf(shape)),
    ...belongingOf(shape, reading),
  })
}

function readImage(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const asset = reading.find(stringIn(props, 'assetId'))
  const address = asset ? stringIn(propsOf(asset), 'src') : ''
  if (!isPictureAddress(address)) return reading.leave('pictures whose file is missing')
  const crop = cropOf(props['crop'])
  const isRound = isRaw(props['crop']) && props['crop']['isCircle'] === true
  const { w, h } = sizeOfBox(shape)
  const mirrored = scale(props['flipX'] === true ? -1 : 1, props['flipY'] === true ? -1 : 1, { x: 0.5, y: 0.5 })
  const id = reading.add({
    kind: 'image',
    id: idOf(shape, reading),
    matrix: wholeOf(boxOf(shape, reading), mirrored, crop),
    crop,
    alt: stringIn(props, 'altText').slice(0, LIMITS.altLength),
    radius: isRound ? within(0, Math.min(w, h) / 2, 10_000) : 0,
    opacity: opacityOf(shape, reading),
    ...belongingOf(shape, reading),
  })
  reading.picture(id, address)
}

function cropOf(raw: unknown): Crop {
  const [from, to] = isRaw(raw) ? [vectorIn(raw['topLeft']), vectorIn(raw['bottomRight'])] : []
  return from && to ? cropWithin(from.x, from.y, to.x - from.x, to.y - from.y) : WHOLE_PICTURE
}

function readFrame(shape: Raw, reading: Reading): void {
  reading.add({
    kind: 'frame',
    id: idOf(shape, reading),
    matrix: boxOf(shape, reading),
    name: frameName(stringIn(propsOf(shape), 'name')),
    ...belongingOf(shape, reading),
  })
}

/** A page within the drawing, or the card of one: its title or address, in a box that leads there. */
function readAddress(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const asset = reading.find(stringIn(props, 'assetId'))
  const title = asset ? stringIn(propsOf(asset), 'title') : ''
  reading.leave('pages within the drawing: a box leads to each')
  reading.add({
    kind: 'shape',
    id: idOf(shape, reading),
    shape: 'rectangle',
    matrix: boxOf(shape, reading),
    ...looks.outlineOf({ ...props, color: 'grey', dash: 'solid', size: 's' }, ''),
    radius: 8,
    opacity: opacityOf(shape, reading),
    text: title.trim() === '' ? stringIn(props, 'url') : title,
    size: 16,
    font: 'sans',
    ...belongingOf(shape, reading),
  })
}

function readVideo(_shape: Raw, { leave }: Reading): void {
  leave('videos')
}
