import type { NewElement } from '../../document/element.ts'
import type { Binding } from '../../elements/binding.ts'
import { WHOLE_PICTURE, type Crop } from '../../elements/element-kind.ts'
import type { Head } from '../../elements/heads.ts'
import { applyTo, invert, multiply, scale, translate } from '../../geometry/matrix.ts'
import type { Route } from '../../geometry/route.ts'
import type { ShapeName } from '../../geometry/shapes.ts'
import type { Vector } from '../../geometry/vector.ts'
import { layoutText } from '../../render/text-layout.ts'
import { plain, type MeasureText } from '../../render/fonts.ts'
import { frameName } from '../frames.ts'
import { addInk, EVEN } from '../ink.ts'
import { fewerPoints } from '../lines.ts'
import { cropWithin, isPictureAddress, wholeOf } from '../pictured.ts'
import { isRaw, listIn, meaningOf, numberIn, stringIn, within, type Collector, type Raw } from '../imported.ts'
import { alignOf, belongingOf, fillOf, fillStyleOf, fontOf, opacityOf, outlineOf, sizeOf, wordsOf } from './looks.ts'
import { boxMatrix, boxOf, mirrored, pointsMatrix, pointsOf } from './place.ts'

/** All that is known while a file is read. */
export interface Reading extends Collector {
  readonly measure: MeasureText
  /** An element of the file. */
  readonly find: (id: string) => Raw | undefined
  /** The words in a shape or on a line. */
  readonly labelOf: (raw: Raw) => Raw | undefined
  readonly idOf: (theirs: string) => string
  readonly groupOf: (theirs: string) => string
  /** Of a file's data; empty when the file has none. */
  readonly addressOf: (fileId: string) => string
}

type Read = (raw: Raw, reading: Reading) => void

/** How each type of Excalidraw is read. */
export const KINDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['rectangle', shapeReader('rectangle')],
  ['diamond', shapeReader('diamond')],
  ['ellipse', shapeReader('ellipse')],
  ['line', readLine],
  ['arrow', readLine],
  ['freedraw', readInk],
  ['text', readText],
  ['image', readImage],
  ['frame', readFrame],
  ['magicframe', readFrame],
  ['iframe', readEmbedded],
  ['embeddable', readEmbedded],
])

const idOf = (raw: Raw, { idOf }: Reading): string => idOf(stringIn(raw, 'id'))

/** Corners of Excalidraw: a quarter of the shorter side, and no more than this. */
const ROUNDEST = 32

function radiusOf(raw: Raw): number {
  if (!isRaw(raw['roundness'])) return raw['strokeSharpness'] === 'round' ? ROUNDEST : 0
  const { w, h } = boxOf(raw)
  // A diamond's corners are cut a quarter along its sides, by a sharper curve: a circle half as large takes as much away.
  return raw['type'] === 'diamond' ? Math.hypot(w, h) / 16 : Math.min(Math.min(w, h) / 4, ROUNDEST)
}

function shapeReader(shape: ShapeName): Read {
  return (raw, reading) =>
    reading.add({
      kind: 'shape',
      id: idOf(raw, reading),
      shape,
      matrix: boxMatrix(raw),
      ...outlineOf(raw, reading.labelOf(raw)),
      fill: fillOf(raw),
      fillStyle: fillStyleOf(raw),
      radius: radiusOf(raw),
      ...labelIn(raw, reading),
      ...belongingOf(raw, reading),
    })
}

/** The words of what has some of its own. */
function labelIn(raw: Raw, { labelOf, leave }: Reading): Pick<NewElement, 'text'> & Record<string, unknown> {
  const label = labelOf(raw)
  if (!label) return {}
  if (outlineOf(label).color !== outlineOf(raw, label).color)
    leave('other colours of words: they have that of the outline')
  const align = raw['type'] === 'arrow' || raw['type'] === 'line' ? {} : { align: alignOf(label, 'center') }
  return { text: wordsOf(label), font: fontOf(label), size: sizeOf(label), ...align }
}

const HEADS: ReadonlyMap<unknown, Head> = new Map<unknown, Head>([
  [null, 'none'],
  [undefined, 'none'],
  ['arrow', 'arrow'],
  ['bar', 'one'],
  ['crowfoot_one', 'one'],
  ['crowfoot_many', 'many'],
  ['crowfoot_one_or_many', 'one-or-many'],
  ['cardinality_one', 'one'],
  ['cardinality_many', 'many'],
  ['cardinality_one_or_many', 'one-or-many'],
  ['cardinality_exactly_one', 'only-one'],
  ['cardinality_zero_or_one', 'zero-or-one'],
  ['cardinality_zero_or_many', 'zero-or-many'],
  ['triangle', 'triangle'],
  ['triangle_outline', 'triangle'],
  ['diamond', 'triangle'],
  ['diamond_outline', 'triangle'],
  ['dot', 'dot'],
  ['circle', 'dot'],
  ['circle_outline', 'dot'],
])

function readLine(raw: Raw, reading: Reading): void {
  const points = pointsOf(raw)
  if (points.length < 4) return reading.leave('lines without points')
  if (isFilledPolygon(raw, points)) return readPolygon(raw, points, reading)
  const kept = fewerPoints(points)
  const route: Route = raw['elbowed'] === true ? 'elbow' : isCurved(raw) && kept.length > 4 ? 'curved' : 'straight'
  const matrix = pointsMatrix(raw, points)
  const end = (name: string, at: number) =>
    bindingOf(raw[name], applyTo(matrix, { x: kept.at(at) ?? 0, y: kept.at(at + 1) ?? 0 }), reading)
  reading.add({
    kind: 'line',
    id: idOf(raw, reading),
    matrix,
    points: kept,
    route,
    startHead: meaningOf(HEADS, raw['startArrowhead'], 'none'),
    endHead: meaningOf(HEADS, raw['endArrowhead'], 'none'),
    start: end('startBinding', 0),
    end: end('endBinding', -2),
    ...outlineOf(raw),
    ...labelIn(raw, reading),
    ...belongingOf(raw, reading),
  })
}

const isCurved = (raw: Raw): boolean => isRaw(raw['roundness']) || raw['strokeSharpness'] === 'round'

/** Scene units. */
const CLOSE = 8

function isFilledPolygon(raw: Raw, points: readonly number[]): boolean {
  if (raw['type'] !== 'line' || fillOf(raw) === 'none' || points.length < 8) return false
  const [x0 = 0, y0 = 0] = points
  return raw['polygon'] === true || Math.hypot((points.at(-2) ?? 0) - x0, (points.at(-1) ?? 0) - y0) <= CLOSE
}

/** Lines of a board have no inside; ink that comes back to where it began has one. */
function readPolygon(raw: Raw, points: readonly number[], reading: Reading): void {
  readStroke(raw, points, () => EVEN, outlineOf(raw).width, reading)
}

/** Types that lines of a board may be bound to. */
const BOUND_TO = new Set(['rectangle', 'diamond', 'ellipse', 'text', 'image'])

/** Where an end is bound. Older files say only to what: then it is where the line ends. */
function bindingOf(raw: unknown, at: Vector, { find, idOf }: Reading): Binding | null {
  if (!isRaw(raw)) return null
  const theirs = stringIn(raw, 'elementId')
  const target = find(theirs)
  if (!target || !BOUND_TO.has(stringIn(target, 'type'))) return null
  const fixed = listIn(raw, 'fixedPoint')
  const [x, y] = fixed
  const inBox = applyTo(invert(boxMatrix(target)), at)
  return {
    id: idOf(theirs),
    x: within(0, typeof x === 'number' && Number.isFinite(x) ? x : inBox.x, 1),
    y: within(0, typeof y === 'number' && Number.isFinite(y) ? y : inBox.y, 1),
  }
}

/** Ink is so many times as wide as its stroke width says. */
export const INK_WIDTH = 4.25

function readInk(raw: Raw, reading: Reading): void {
  const points = pointsOf(raw)
  if (points.length === 0) return reading.leave('lines without points')
  const pressures = raw['simulatePressure'] === true ? [] : listIn(raw, 'pressures')
  const pressureAt = (i: number) => {
    const pressure = pressures[i]
    return typeof pressure === 'number' && Number.isFinite(pressure) ? within(0, pressure, 1) : EVEN
  }
  readStroke(raw, points, pressureAt, numberIn(raw, 'strokeWidth', 1) * INK_WIDTH, reading)
}

function readStroke(
  raw: Raw,
  points: readonly number[],
  pressureAt: (i: number) => number,
  width: number,
  reading: Reading,
): void {
  const matrix = pointsMatrix(raw, points)
  const placed: number[] = []
  for (let i = 0; i < points.length / 2; i++) {
    const { x, y } = applyTo(matrix, { x: points[2 * i] as number, y: points[2 * i + 1] as number })
    placed.push(x, y, pressureAt(i))
  }
  const { color, opacity } = outlineOf(raw)
  const theirs = stringIn(raw, 'id')
  const idOf = (piece: number) => reading.idOf(piece === 0 ? theirs : `${theirs} ${piece}`)
  addInk(reading, { points: placed, color, opacity, width, inside: fillOf(raw), idOf }, belongingOf(raw, reading))
}

function readText(raw: Raw, reading: Reading): void {
  const container = reading.find(stringIn(raw, 'containerId'))
  if (container && reading.labelOf(container) === raw && HAS_WORDS.has(stringIn(container, 'type'))) return
  const text = wordsOf(raw)
  if (text.trim() === '') return
  const { w, h } = boxOf(raw)
  const style = { ...plain(fontOf(raw)), size: sizeOf(raw), align: alignOf(raw, 'left') }
  const wrap = raw['autoResize'] === false ? w : 0
  const { width, height } = layoutText(text, style, reading.measure, wrap > 0 ? wrap : undefined)
  const share = { left: 0, center: 0.5, right: 1 }[style.align]
  const turned = multiply(boxMatrix(raw), scale(1 / w, 1 / h))
  reading.add({
    kind: 'text',
    id: idOf(raw, reading),
    matrix: multiply(turned, translate(wrap > 0 ? 0 : (w - width) * share, (h - height) / 2)),
    color: seen(raw),
    opacity: opacityOf(raw),
    font: style.font,
    size: style.size,
    align: style.align,
    wrap: Math.min(wrap, 100_000),
    text,
    ...belongingOf(raw, reading),
  })
}

const HAS_WORDS = new Set(['rectangle', 'diamond', 'ellipse', 'arrow', 'line'])

const seen = (raw: Raw): string => outlineOf(raw).color

function readImage(raw: Raw, reading: Reading): void {
  const address = reading.addressOf(stringIn(raw, 'fileId'))
  if (!isPictureAddress(address)) return reading.leave('pictures whose file is missing')
  const crop = cropOf(raw['crop'])
  const id = reading.add({
    kind: 'image',
    id: idOf(raw, reading),
    matrix: wholeOf(boxMatrix(raw), mirrored(raw), crop),
    crop,
    opacity: opacityOf(raw),
    radius: radiusOf(raw),
    ...belongingOf(raw, reading),
  })
  reading.picture(id, address)
}

function cropOf(raw: unknown): Crop {
  if (!isRaw(raw)) return WHOLE_PICTURE
  const [w, h] = [numberIn(raw, 'naturalWidth', 0), numberIn(raw, 'naturalHeight', 0)]
  if (w <= 0 || h <= 0) return WHOLE_PICTURE
  return cropWithin(
    numberIn(raw, 'x', 0) / w,
    numberIn(raw, 'y', 0) / h,
    numberIn(raw, 'width', w) / w,
    numberIn(raw, 'height', h) / h,
  )
}

function readFrame(raw: Raw, reading: Reading): void {
  reading.add({
    kind: 'frame',
    id: idOf(raw, reading),
    matrix: boxMatrix(raw),
    name: frameName(stringIn(raw, 'name')),
    ...belongingOf(raw, reading),
  })
}

/** A page within the drawing: its address, in a box that leads there. */
function readEmbedded(raw: Raw, reading: Reading): void {
  const address = stringIn(raw, 'link')
  reading.leave('pages within the drawing: a box leads to each')
  reading.add({
    kind: 'shape',
    id: idOf(raw, reading),
    shape: 'rectangle',
    matrix: boxMatrix(raw),
    ...outlineOf(raw),
    radius: radiusOf(raw),
    text: address,
    size: 16,
    font: 'sans',
    ...belongingOf(raw, reading),
  })
}
