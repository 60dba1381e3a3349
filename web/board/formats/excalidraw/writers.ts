import type { Binding } from '../../elements/binding.ts'
import type { Placed } from '../../elements/element-kind.ts'
import { kindOf } from '../../elements/index.ts'
import type { FrameProps } from '../../elements/frame.ts'
import type { ImageProps } from '../../elements/image.ts'
import type { Head } from '../../elements/heads.ts'
import type { LineProps } from '../../elements/line.ts'
import type { NoteProps } from '../../elements/note.ts'
import type { OutlineStyle } from '../../elements/outline.ts'
import type { ShapeProps } from '../../elements/shape.ts'
import { strokePoints, type StrokeProps } from '../../elements/stroke.ts'
import type { TextProps } from '../../elements/text.ts'
import { boxOfCoordinates } from '../../geometry/box.ts'
import { flatten } from '../../geometry/flatten.ts'
import { applyTo, decompose, multiply, scale, translate, type Matrix } from '../../geometry/matrix.ts'
import { STRIDE } from '../../geometry/points.ts'
import { routePath, swing, type Route } from '../../geometry/route.ts'
import type { Path } from '../../geometry/path.ts'
import type { FontFamily } from '../../render/fonts.ts'
import type { TextBlock } from '../../render/text-layout.ts'
import { INK_WIDTH } from './kinds.ts'
import { cssOf, type Page, type Shown, type Theirs } from './page.ts'

/** Writes an element; false when Excalidraw has none that could stand for it. */
type Write = (element: Shown<Placed>, page: Page) => boolean

const writer =
  <Props extends Placed>(write: (element: Shown<Props>, page: Page) => boolean): Write =>
  (element, page) =>
    // A kind's props are its own: see `readProps`.
    write(element as Shown<Props>, page)

/** How each kind is written that Excalidraw has an element for. */
export const WRITERS: ReadonlyMap<string, Write> = new Map([
  ['stroke', writer(writeStroke)],
  ['shape', writer(writeShape)],
  ['rectangle', writer(writeShape)],
  ['line', writer(writeLine)],
  ['note', writer(writeNote)],
  ['text', writer(writeText)],
  ['image', writer(writeImage)],
  ['frame', writer(writeFrame)],
])

/** As the tangent of the skew angle: less can't be seen. */
const UPRIGHT = 1e-3

/** Where Excalidraw has what fills the unit square of a matrix: a box that is turned around its middle. Undefined when it is skewed. */
function turnedBox(matrix: Matrix): Record<'x' | 'y' | 'width' | 'height' | 'angle', number> | undefined {
  const { angle, scaleX, scaleY, shear } = decompose(matrix)
  if (Math.abs(shear) > UPRIGHT) return undefined
  const { x, y } = applyTo(matrix, { x: 0.5, y: 0.5 })
  const [width, height] = [scaleX, Math.abs(scaleY)]
  return { x: x - width / 2, y: y - height / 2, width, height, angle }
}

/** Flat points (scene) as Excalidraw has them: around the first of them. */
export function relativePoints(flat: ArrayLike<number>, stride = 2) {
  const [x = 0, y = 0] = [flat[0], flat[1]]
  const points: [number, number][] = []
  for (let i = 0; i + 1 < flat.length; i += stride) points.push([(flat[i] as number) - x, (flat[i + 1] as number) - y])
  const { minX, minY, maxX, maxY } = boxOfCoordinates(points.flat())
  return { x, y, width: maxX - minX, height: maxY - minY, points }
}

const outlineOf = ({ color, width, dash, look, opacity }: OutlineStyle & { readonly opacity: number }) => ({
  strokeColor: cssOf(color),
  strokeWidth: width,
  strokeStyle: dash,
  roughness: look === 'rough' ? 1 : 0,
  opacity: opacity * 100,
})

const FONTS: Readonly<Record<FontFamily, number>> = { hand: 5, sans: 6, serif: 6, mono: 8 }

/** Words as a text of theirs, level with the block that they are set in. */
export function textFields({ matrix, width, height, size, font, color, opacity, align }: TextBlock, text: string) {
  const grown = multiply(matrix, scale(width, height))
  const { x, y, angle, ...sides } = turnedBox(grown) ?? { x: matrix[4], y: matrix[5], angle: 0, width, height }
  return {
    type: 'text',
    x,
    y,
    ...sides,
    angle,
    text,
    originalText: text,
    fontSize: (size * sides.width) / width,
    fontFamily: FONTS[font],
    textAlign: align,
    verticalAlign: 'middle',
    strokeColor: cssOf(color),
    opacity: opacity * 100,
    containerId: null,
    autoResize: true,
    lineHeight: 1.25,
  }
}

/** The words that an element of ours has, tied to what was written for it. */
function putLabel(element: Shown<Placed>, container: Theirs, page: Page): void {
  const block = kindOf(element.kind).text?.block(element.props, page.measure)
  const { text } = element.props as Placed & { readonly text?: string }
  if (!block || text === undefined || text === '') return
  const lines = block.lines.map((line) => line.text).join('\n')
  const id = `${element.id}-words`
  page.put(element, { ...textFields(block, lines), originalText: text, id, containerId: container.id, link: null })
  page.tie(container.id, { id, type: 'text' })
}

const SAME_SHAPES: ReadonlySet<string> = new Set(['rectangle', 'diamond', 'ellipse'])
const FILLS = { solid: 'solid', hachure: 'hachure', cross: 'cross-hatch' } as const

function writeShape(element: Shown<ShapeProps>, page: Page): boolean {
  const { matrix, shape, fill, fillStyle, radius, seed } = element.props
  const box = turnedBox(matrix)
  if (!box || !SAME_SHAPES.has(shape)) return false
  const container = page.put(element, {
    type: shape,
    ...box,
    ...outlineOf(element.props),
    backgroundColor: cssOf(fill),
    fillStyle: FILLS[fillStyle],
    seed,
    roundness: shape === 'ellipse' ? { type: 2 } : radius > 0 ? { type: 3 } : null,
  })
  putLabel(element, container, page)
  return true
}

/** Paper is this much of its colour: see the kind's own file. */
const TINT = 0.42

function tinted(color: string): string {
  const hex = cssOf(color)
  const part = (at: number) => Math.round(255 + (Number.parseInt(hex.slice(at, at + 2), 16) - 255) * TINT)
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`
}

function writeNote(element: Shown<NoteProps>, page: Page): boolean {
  const { matrix, color, opacity } = element.props
  const box = turnedBox(matrix)
  if (!box) return false
  const paper = { backgroundColor: tinted(color), strokeColor: 'transparent', opacity: opacity * 100 }
  putLabel(element, page.put(element, { type: 'rectangle', ...box, ...paper }), page)
  return true
}

function writeText(element: Shown<TextProps>, page: Page): boolean {
  const block = kindOf(element.kind).text?.block(element.props, page.measure)
  if (!block) return false
  const { text, wrap } = element.props
  const lines = block.lines.map((line) => line.text).join('\n')
  page.put(element, {
    ...textFields(block, lines),
    originalText: text,
    verticalAlign: 'top',
    autoResize: wrap === 0,
  })
  return true
}

function writeStroke(element: Shown<StrokeProps>, page: Page): boolean {
  const points = strokePoints(element.props)
  if (!points) return false
  const { color, width, opacity, inside } = element.props
  page.put(element, {
    type: 'freedraw',
    ...relativePoints(points, STRIDE),
    pressures: Array.from({ length: points.length / STRIDE }, (_, i) => points[i * STRIDE + 2]),
    simulatePressure: false,
    strokeColor: cssOf(color),
    strokeWidth: width / INK_WIDTH,
    backgroundColor: cssOf(inside),
    opacity: opacity * 100,
  })
  return true
}

/** Names that old versions know, where there are such: new ones read them, too. */
const HEADS: Readonly<Record<Head, string | null>> = {
  none: null,
  arrow: 'arrow',
  triangle: 'triangle',
  dot: 'dot',
  one: 'crowfoot_one',
  many: 'crowfoot_many',
  'one-or-many': 'crowfoot_one_or_many',
  'only-one': 'cardinality_exactly_one',
  'zero-or-one': 'cardinality_zero_or_one',
  'zero-or-many': 'cardinality_zero_or_many',
}

function writeLine(element: Shown<LineProps>, page: Page): boolean {
  const { props } = element
  const { route, startHead, endHead, seed, text } = props
  const isArrow = startHead !== 'none' || endHead !== 'none' || props.start !== null || props.end !== null
  const line = page.put(element, {
    type: isArrow || text !== '' ? 'arrow' : 'line',
    ...relativePoints(cornersOn(props)),
    ...outlineOf(props),
    seed,
    roundness: route === 'curved' ? { type: 2 } : null,
    startArrowhead: HEADS[startHead],
    endArrowhead: HEADS[endHead],
    startBinding: tied(element.id, props.start, page),
    endBinding: tied(element.id, props.end, page),
    ...(isArrow ? { elbowed: false } : {}),
  })
  putLabel(element, line, page)
  return true
}

/** The points that Excalidraw's own lines would have to go through, flat, scene units. */
function cornersOn({ points, matrix, route }: LineProps): ArrayLike<number> {
  const placed: number[] = []
  for (let i = 0; i + 1 < points.length; i += 2) {
    const { x, y } = applyTo(matrix, { x: points[i] as number, y: points[i + 1] as number })
    placed.push(x, y)
  }
  const [ax = 0, ay = 0, bx = 0, by = 0] = placed
  if (route === 'curved' && placed.length === 4) return swing({ x: ax, y: ay }, { x: bx, y: by })
  return route === 'elbow' ? flatOf(routePath(placed, route satisfies Route)) : placed
}

const flatOf = (path: Path): ArrayLike<number> => flatten(path)[0] ?? []

function tied(id: string, binding: Binding | null, page: Page): unknown {
  if (!binding || !page.has(binding.id)) return null
  page.tie(binding.id, { id, type: 'arrow' })
  return { elementId: binding.id, fixedPoint: [binding.x, binding.y], focus: 0, gap: 4, mode: 'orbit' }
}

function writeImage(element: Shown<ImageProps>, page: Page): boolean {
  const { file, natural, crop, matrix, opacity, radius } = element.props
  const [x, y, w, h] = crop
  const box = turnedBox(multiply(matrix, multiply(translate(x, y), scale(w, h))))
  if (!box) return false
  const [wide, high] = natural
  const isWhole = w === 1 && h === 1
  page.needsFile(file)
  page.put(element, {
    type: 'image',
    ...box,
    fileId: file,
    status: 'saved',
    scale: [1, decompose(matrix).scaleY < 0 ? -1 : 1],
    crop: isWhole
      ? null
      : { x: x * wide, y: y * high, width: w * wide, height: h * high, naturalWidth: wide, naturalHeight: high },
    opacity: opacity * 100,
    roundness: radius > 0 ? { type: 3 } : null,
  })
  return true
}

function writeFrame(element: Shown<FrameProps>, page: Page): boolean {
  const box = turnedBox(element.props.matrix)
  if (!box || Math.abs(box.angle) > UPRIGHT) return false
  page.put(element, { type: 'frame', ...box, name: element.props.name || null })
  return true
}
