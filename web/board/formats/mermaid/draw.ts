import { newId } from '../../document/new-id.ts'
import { linkField } from '../../elements/link.ts'
import { centre, height, width, type Box } from '../../geometry/box.ts'
import { IDENTITY, type Matrix } from '../../geometry/matrix.ts'
import { insideOf, type ShapeName } from '../../geometry/shapes.ts'
import { plain, type MeasureText } from '../../render/fonts.ts'
import { layoutText } from '../../render/text-layout.ts'
import { colorFrom } from '../colors.ts'
import { frameName } from '../frames.ts'
import { createCollector, type Collector, type Imported } from '../imported.ts'
import { nodeFor, type Chart, type ChartEdge, type ChartNode, type EdgeHead, type NodeForm } from './chart.ts'
import { layOut, type Laid, type Size } from './layout.ts'

const STYLE = { ...plain('sans'), size: 18, align: 'center' } as const
const EDGE_SIZE = 15
/** Scene units: letters are wrapped to this; around them, and no node is smaller. */
const WIDEST = 240
const PADDING = { x: 22, y: 16 }
const LEAST = { width: 72, height: 48 }

const SHAPES: Readonly<Record<NodeForm, ShapeName>> = {
  rectangle: 'rectangle',
  rounded: 'rectangle',
  stadium: 'rectangle',
  circle: 'ellipse',
  diamond: 'diamond',
  hexagon: 'hexagon',
  'lean-right': 'parallelogram',
  'lean-left': 'parallelogram',
  trapezoid: 'trapezoid',
  'trapezoid-down': 'trapezoid',
  cylinder: 'cylinder',
}

/** A chart as shapes, connectors that are bound to them, and a frame for each group. */
export function drawChart(chart: Chart, measure: MeasureText): Imported {
  const collector = createCollector()
  for (const what of chart.left) collector.leave(what)
  const sizes = new Map(Array.from(chart.nodes, ([id, node]) => [id, sizeOf(node, measure)]))
  const laid = layOut(
    chart,
    (id) => sizes.get(id) ?? LEAST,
    (edge) => labelSize(edge, measure),
  )
  const ids = new Map(Array.from(chart.nodes.keys(), (id) => [id, newId()]))
  const frames = new Map(Array.from(laid.groups.keys(), (id) => [id, newId()]))
  for (const [id, box] of laid.groups) {
    const group = chart.groups.get(id)
    const name = frameName(group?.title ?? '')
    collector.add({ kind: 'frame', id: frames.get(id)!, name, matrix: matrixOf(box), ...within(group?.group, frames) })
  }
  for (const [id, node] of chart.nodes) addNode(node, ids.get(id)!, laid, frames, collector)
  for (const [i, edge] of chart.edges.entries()) addEdge(edge, laid.bends[i] ?? [], { chart, laid, ids, collector })
  return collector.result()
}

const within = (group: string | undefined, frames: ReadonlyMap<string, string>) => {
  const frame = group === undefined ? undefined : frames.get(group)
  return frame === undefined ? {} : { frame }
}

const matrixOf = (box: Box): Matrix => [width(box), 0, 0, height(box), box.minX, box.minY]

/** As large as its words need, in the part of its shape that belongs to words. */
function sizeOf({ text, form }: ChartNode, measure: MeasureText): Size {
  const natural = layoutText(text, STYLE, measure)
  const words = natural.width > WIDEST ? layoutText(text, STYLE, measure, WIDEST) : natural
  const inside = insideOf(SHAPES[form])
  const wide = Math.max(LEAST.width, (words.width + 2 * PADDING.x) / width(inside))
  const high = Math.max(LEAST.height, (words.height + 2 * PADDING.y) / height(inside))
  // Letters that are measured elsewhere are a little wider.
  const size = { width: Math.ceil(wide * 1.04), height: Math.ceil(high) }
  return form === 'circle'
    ? { width: Math.max(size.width, size.height), height: Math.max(size.width, size.height) }
    : size
}

function labelSize({ text }: ChartEdge, measure: MeasureText): Size {
  if (text === '') return { width: 0, height: 0 }
  const words = layoutText(text, { ...STYLE, size: EDGE_SIZE }, measure)
  return { width: words.width + 16, height: words.height + 12 }
}

function addNode(node: ChartNode, id: string, laid: Laid, frames: ReadonlyMap<string, string>, collector: Collector) {
  const box = laid.nodes.get(node.id)
  if (!box) return
  const { text, form, style, link: address } = node
  const color = colorFrom(style['stroke'] ?? '')
  const fill = colorFrom(style['fill'] ?? '')
  const leads = linkField.parse(address)
  if (leads === undefined) collector.leave('links to what no board can lead to')
  const [w, h] = [width(box), height(box)]
  collector.add({
    kind: 'shape',
    id,
    shape: SHAPES[form],
    matrix: placed(form, box),
    color: color === undefined || color === 'none' ? 'ink' : color,
    fill: fill ?? 'none',
    width: 2,
    radius: form === 'rounded' ? 12 : form === 'stadium' ? Math.min(w, h) / 2 : 0,
    ...STYLE,
    text,
    ...(leads ? { link: leads } : {}),
    ...within(node.group, frames),
  })
}

function placed(form: NodeForm, box: Box): Matrix {
  const [w, h] = [width(box), height(box)]
  if (form === 'lean-left') return [-w, 0, 0, h, box.maxX, box.minY]
  if (form === 'trapezoid-down') return [w, 0, 0, -h, box.minX, box.maxY]
  return matrixOf(box)
}

interface Drawing {
  readonly chart: Chart
  readonly laid: Laid
  readonly ids: ReadonlyMap<string, string>
  readonly collector: Collector
}

const HEADS: Readonly<Record<EdgeHead, string>> = { none: 'none', arrow: 'triangle', dot: 'dot' }

function addEdge(
  edge: ChartEdge,
  bends: readonly { x: number; y: number }[],
  { chart, laid, ids, collector }: Drawing,
) {
  const [from, to] = [nodeFor(edge.from, chart), nodeFor(edge.to, chart)]
  const [start, end] = [laid.nodes.get(from ?? ''), laid.nodes.get(to ?? '')]
  if (edge.line === 'unseen') return
  if (!start || !end) return collector.leave('arrows to empty groups')
  if (from !== edge.from || to !== edge.to) collector.leave('arrows to whole groups: they end at the first in it')
  // One bend between two nodes is hardly one, but for arrows that would lie on each other.
  const via = from === to ? loopBeside(start) : bends.length > 1 || hasTwin(edge, chart) ? bends : []
  const points = [centre(start), ...via, centre(end)].flatMap(({ x, y }) => [Math.round(x), Math.round(y)])
  const middle = { x: 0.5, y: 0.5 }
  collector.add({
    kind: 'line',
    id: newId(),
    matrix: IDENTITY,
    points,
    route: 'curved',
    start: { id: ids.get(from!)!, ...middle },
    end: { id: ids.get(to!)!, ...middle },
    startHead: HEADS[edge.startHead],
    endHead: HEADS[edge.endHead],
    color: 'ink',
    width: edge.line === 'thick' ? 4 : 2,
    dash: edge.line === 'dotted' ? 'dotted' : 'solid',
    font: 'sans',
    size: EDGE_SIZE,
    text: edge.text,
  })
}

/** Is there another arrow between the same two, whichever way it goes? */
const hasTwin = (edge: ChartEdge, { edges }: Chart): boolean =>
  edges.some(
    (other) =>
      other !== edge &&
      ((other.from === edge.from && other.to === edge.to) || (other.from === edge.to && other.to === edge.from)),
  )

/** Of an arrow that comes back to where it began. */
function loopBeside(box: Box) {
  const x = box.maxX + 40
  const { y } = centre(box)
  return [
    { x: box.maxX + 8, y: y - height(box) / 3 },
    { x, y },
    { x: box.maxX + 8, y: y + height(box) / 3 },
  ]
}
