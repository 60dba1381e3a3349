import type { NewElement } from '../../document/element.ts'
import { newId } from '../../document/new-id.ts'
import { linkField } from '../../elements/link.ts'
import { flatten } from '../../geometry/flatten.ts'
import { applyTo, IDENTITY, meanScale, multiply, translate, type Matrix } from '../../geometry/matrix.ts'
import { parsePathData } from '../../geometry/path-data.ts'
import { CLOSE, CUBIC, QUADRATIC, type Path } from '../../geometry/path.ts'
import { LIMITS } from '../../limits.ts'
import type { FontFamily, MeasureText } from '../../render/fonts.ts'
import { layoutText, type Align } from '../../render/text-layout.ts'
import { within, type Collector } from '../imported.ts'
import { addInk, evenly } from '../ink.ts'
import { fewerPoints } from '../lines.ts'
import { isPictureAddress } from '../pictured.ts'
import { colorOfCss } from './css-colors.ts'
import { lengthOf, shareOf, type Style } from './style.ts'
import { nodesIn, textIn, type Node } from './tree.ts'

/** All that is known while a picture is read. */
export interface Reading extends Collector {
  readonly measure: MeasureText
  readonly find: (id: string) => Node | undefined
}

/** Where an element is drawn, and how. */
export interface At {
  readonly matrix: Matrix
  readonly style: Style
  readonly opacity: number
  readonly groups: readonly string[]
  readonly link: string
}

type Read = (node: Node, at: At, reading: Reading) => void

/** How each element that draws something is read. */
export const ELEMENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['rect', readRect],
  ['circle', readEllipse],
  ['ellipse', readEllipse],
  ['line', readLine],
  ['polyline', (node, at, reading) => readPoints(node, at, reading, false)],
  ['polygon', (node, at, reading) => readPoints(node, at, reading, true)],
  ['path', readPath],
  ['text', readText],
  ['image', readImage],
])

const number = (node: Node, name: string, otherwise = 0): number => lengthOf(node.attributes[name], otherwise)

interface Paint {
  /** `none`, or a colour. */
  readonly fill: string
  readonly stroke: string
  /** Scene units. */
  readonly width: number
  readonly dash: 'solid' | 'dashed' | 'dotted'
  readonly opacity: number
}

const REFERENCE = /^url\(\s*["']?#([^"')\s]+)/

function colorOf(written: string | undefined, style: Style, otherwise: string, reading: Reading): string {
  const asked = (written ?? '').trim()
  if (asked === '') return otherwise
  if (asked.toLowerCase() === 'currentcolor') return colorOf(style['color'] ?? '#000', {}, otherwise, reading)
  const [, id] = REFERENCE.exec(asked) ?? []
  if (id !== undefined) {
    reading.leave('gradients and patterns: they come in one colour')
    return colorOfGradient(id, reading, 0)
  }
  return colorOfCss(asked) ?? otherwise
}

/** Of its first stop; gradients may take theirs from another one. */
function colorOfGradient(id: string, reading: Reading, depth: number): string {
  const node = depth < 4 ? reading.find(id) : undefined
  const stop = node && nodesIn(node).find(({ name }) => name === 'stop')
  if (!node) return 'grey'
  if (!stop) return colorOfGradient((node.attributes['href'] ?? '').replace(/^#/, ''), reading, depth + 1)
  const own = /stop-color\s*:\s*([^;]+)/.exec(stop.attributes['style'] ?? '')?.[1]
  return colorOfCss(own ?? stop.attributes['stop-color'] ?? '') ?? 'grey'
}

function paintOf({ style, matrix, opacity }: At, reading: Reading): Paint {
  const fill = colorOf(style['fill'], style, 'ink', reading)
  const stroke = colorOf(style['stroke'], style, 'none', reading)
  const width = lengthOf(style['stroke-width'], 1) * meanScale(matrix)
  const [dash = 0] = (style['stroke-dasharray'] ?? '').split(/[\s,]+/).map((part) => lengthOf(part, 0))
  const isStroked = stroke !== 'none' && width > 0
  return {
    fill,
    stroke: isStroked ? stroke : 'none',
    width: within(0.1, width, 512),
    dash: dash <= 0 ? 'solid' : dash * meanScale(matrix) <= width * 1.5 ? 'dotted' : 'dashed',
    opacity: opacity * shareOf(style[fill === 'none' ? 'stroke-opacity' : 'fill-opacity']),
  }
}

const isSeen = ({ fill, stroke }: Paint): boolean => fill !== 'none' || stroke !== 'none'

/** What has no outline has one of its own colour that nobody sees. */
const outlineOf = ({ fill, stroke, width, dash }: Paint) =>
  stroke === 'none' ? { color: fill, width: 0.1, dash: 'solid' } : { color: stroke, width, dash }

function add(element: NewElement, { groups, link }: At, reading: Reading): string {
  const leads = linkField.parse(link)
  if (leads === undefined) reading.leave('links to what no board can lead to')
  return reading.add({ ...element, id: newId(), groups, ...(leads ? { link: leads } : {}) })
}

function addShape(shape: string, box: Matrix, radius: number, at: At, reading: Reading): void {
  const paint = paintOf(at, reading)
  if (!isSeen(paint)) return
  const matrix = multiply(at.matrix, box)
  const look = { ...outlineOf(paint), fill: paint.fill, opacity: paint.opacity }
  add({ kind: 'shape', shape, matrix, radius: within(0, radius * meanScale(at.matrix), 10_000), ...look }, at, reading)
}

function readRect(node: Node, at: At, reading: Reading): void {
  const [w, h] = [number(node, 'width'), number(node, 'height')]
  if (!(w > 0 && h > 0)) return
  const radius = number(node, 'rx', number(node, 'ry'))
  addShape('rectangle', [w, 0, 0, h, number(node, 'x'), number(node, 'y')], Math.min(radius, w / 2, h / 2), at, reading)
}

function readEllipse(node: Node, at: At, reading: Reading): void {
  const r = number(node, 'r')
  const [rx, ry] = [number(node, 'rx', r), number(node, 'ry', r)]
  if (!(rx > 0 && ry > 0)) return
  addShape('ellipse', [2 * rx, 0, 0, 2 * ry, number(node, 'cx') - rx, number(node, 'cy') - ry], 0, at, reading)
}

function readLine(node: Node, at: At, reading: Reading): void {
  const points = ['x1', 'y1', 'x2', 'y2'].map((name) => number(node, name))
  addFlat(points, false, true, { ...at, style: { ...at.style, fill: 'none' } }, reading)
}

function readPoints(node: Node, at: At, reading: Reading, isClosed: boolean): void {
  const numbers = (node.attributes['points'] ?? '').match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []
  const flat = numbers.map(Number)
  const even = flat.slice(0, flat.length - (flat.length % 2))
  if (even.length >= 4) addFlat(even, isClosed, true, at, reading)
}

/** UTF-16 units of the data of one path. */
const LONGEST_PATH = 4 * 1024 * 1024

function readPath(node: Node, at: At, reading: Reading): void {
  const data = node.attributes['d'] ?? ''
  if (data.length > LONGEST_PATH) return reading.leave('things that are too large')
  let path: Path
  try {
    path = parsePathData(data)
  } catch {
    return reading.leave('paths that are not valid')
  }
  const isStraight = !path.ops.some((op) => op === CUBIC || op === QUADRATIC)
  const isClosed = path.ops.includes(CLOSE)
  const lines = flatten(path).filter((line) => line.length >= 4)
  if (lines.length > 1 && at.style['fill'] !== 'none') reading.leave('areas of several outlines: holes are filled')
  for (const line of lines) addFlat([...line], isClosed, isStraight, at, reading)
}

/** A line without an inside is one; what has one, or is curved, is ink. */
function addFlat(flat: readonly number[], isClosed: boolean, isStraight: boolean, at: At, reading: Reading): void {
  const paint = paintOf(at, reading)
  if (!isSeen(paint)) return
  const path = isClosed || paint.fill !== 'none' ? closed(flat) : flat
  const placed = Array.from({ length: path.length / 2 }, (_, i) =>
    applyTo(at.matrix, { x: path[2 * i] as number, y: path[2 * i + 1] as number }),
  ).flatMap(({ x, y }) => [x, y])
  const outline = outlineOf(paint)
  if (paint.fill === 'none' && (paint.dash !== 'solid' || isStraight)) {
    const points = fewerPoints(placed)
    add({ kind: 'line', matrix: IDENTITY, points, ...outline, opacity: paint.opacity }, at, reading)
    return
  }
  const leads = linkField.parse(at.link)
  addInk(
    reading,
    { points: evenly(placed), ...outline, opacity: paint.opacity, inside: paint.fill, idOf: () => newId() },
    { groups: at.groups, ...(leads ? { link: leads } : {}) },
  )
}

function closed(flat: readonly number[]): readonly number[] {
  const [x = 0, y = 0] = flat
  return flat.at(-2) === x && flat.at(-1) === y ? flat : [...flat, x, y]
}

const FONTS: readonly (readonly [RegExp, FontFamily])[] = [
  [/mono|courier|consol|menlo/i, 'mono'],
  [/hand|comic|script|cursive|excalifont|virgil|shantell/i, 'hand'],
  [/(?<!sans[- ])serif|times|georgia|garamond/i, 'serif'],
]
const ANCHORS: ReadonlyMap<string | undefined, Align> = new Map([
  ['middle', 'center'],
  ['end', 'right'],
])
/** Where letters stand in a line, in font sizes from its top; as texts are laid out. */
const BASELINE = 0.95

/** Every line that says where it is is a text of its own. */
function readText(node: Node, at: At, reading: Reading): void {
  const spans = nodesIn(node).filter(({ name }) => name === 'tspan')
  const placed = spans.filter(({ attributes }) => attributes['x'] !== undefined || attributes['dy'] !== undefined)
  if (placed.length === 0) return addWords(textIn(node), number(node, 'x'), number(node, 'y'), at, reading)
  let [x, y] = [number(node, 'x'), number(node, 'y')]
  for (const span of spans) {
    const size = lengthOf(at.style['font-size'], 16)
    const { x: ownX, y: ownY, dy } = span.attributes
    const em = /em\s*$/.test(dy ?? '') ? size / 16 : 1
    x = lengthOf(ownX, x)
    y = lengthOf(ownY, y) + lengthOf(dy, 0) * em
    addWords(textIn(span), x, y, at, reading)
  }
}

function addWords(written: string, x: number, y: number, at: At, reading: Reading): void {
  const { style } = at
  const text = written.replaceAll(/\s+/g, ' ').trim()
  const color = colorOf(style['fill'], style, 'ink', reading)
  if (text === '' || color === 'none') return
  if (text.length > LIMITS.textLength) return reading.leave('things that are too large')
  const look = {
    font: FONTS.find(([name]) => name.test(style['font-family'] ?? ''))?.[1] ?? 'sans',
    bold: /bold|[6-9]00/.test(style['font-weight'] ?? ''),
    italic: /italic|oblique/.test(style['font-style'] ?? ''),
    size: within(1, lengthOf(style['font-size'], 16), 2_000),
    align: ANCHORS.get(style['text-anchor']) ?? 'left',
  } as const
  const { width } = layoutText(text, look, reading.measure)
  const left = x - width * { left: 0, center: 0.5, right: 1 }[look.align]
  const matrix = multiply(at.matrix, translate(left, y - look.size * BASELINE))
  add({ kind: 'text', matrix, ...look, color, text, opacity: at.opacity * shareOf(style['fill-opacity']) }, at, reading)
}

/** Pictures of pixels that come along; one that would have to be fetched, or is a picture of this kind again, does not. */
function readImage(node: Node, at: At, reading: Reading): void {
  const address = (node.attributes['href'] ?? '').trim()
  if (!isPictureAddress(address) || /^data:image\/svg/i.test(address))
    return reading.leave('pictures that are kept elsewhere')
  const [w, h] = [number(node, 'width'), number(node, 'height')]
  if (!(w > 0 && h > 0)) return reading.leave('pictures that do not say how large they are')
  const matrix = multiply(at.matrix, [w, 0, 0, h, number(node, 'x'), number(node, 'y')])
  reading.picture(add({ kind: 'image', matrix, opacity: at.opacity }, at, reading), address)
}
