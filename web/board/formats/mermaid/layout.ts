import { Graph, layout } from '@dagrejs/dagre'
import { height, union, width, boxAt, EMPTY_BOX, isEmpty, type Box } from '../../geometry/box.ts'
import type { Vector } from '../../geometry/vector.ts'
import { nodeFor, type Chart, type ChartEdge } from './chart.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Where everything of a chart is, scene units. */
export interface Laid {
  readonly nodes: ReadonlyMap<string, Box>
  readonly groups: ReadonlyMap<string, Box>
  /** Where arrows bend between their ends, by their place in the chart. */
  readonly bends: readonly (readonly Vector[])[]
}

/** Scene units. */
const GAPS = { nodes: 48, ranks: 72, group: 28, title: 36 }

/**
 * Lays a chart out in ranks (dagre: Gansner et al., "A technique for drawing directed graphs", 1993). An arrow from or to a
 * group is laid out as one of its first node.
 */
export function layOut(chart: Chart, sizeOf: (id: string) => Size, labelOf: (edge: ChartEdge) => Size): Laid {
  const graph = new Graph({ multigraph: true, compound: true })
  graph.setGraph({ rankdir: chart.direction, nodesep: GAPS.nodes, ranksep: GAPS.ranks, edgesep: 24 })
  const filled = groupsWithNodes(chart)
  for (const id of filled) graph.setNode(`group ${id}`, {})
  for (const id of chart.nodes.keys()) graph.setNode(`node ${id}`, { ...sizeOf(id) })
  for (const [id, { group }] of chart.nodes) if (group !== undefined) graph.setParent(`node ${id}`, `group ${group}`)
  for (const id of filled) {
    const around = chart.groups.get(id)?.group
    if (around !== undefined) graph.setParent(`group ${id}`, `group ${around}`)
  }
  for (const [i, edge] of chart.edges.entries()) {
    const [from, to] = [nodeFor(edge.from, chart), nodeFor(edge.to, chart)]
    if (from !== undefined && to !== undefined && from !== to)
      graph.setEdge(`node ${from}`, `node ${to}`, { ...labelOf(edge), labelpos: 'c' }, String(i))
  }
  layout(graph)
  const nodes = new Map(Array.from(chart.nodes.keys(), (id) => [id, boxOf(graph.node(`node ${id}`))]))
  return {
    nodes,
    groups: boxesOfGroups(chart, nodes),
    bends: chart.edges.map((edge, i) => {
      const found = graph.edge(`node ${nodeFor(edge.from, chart)}`, `node ${nodeFor(edge.to, chart)}`, String(i))
      const points = (found as { readonly points?: readonly Vector[] } | undefined)?.points ?? []
      // The first and the last are where it leaves a node.
      return points.slice(1, -1).map(({ x, y }) => ({ x, y }))
    }),
  }
}

function boxOf(raw: unknown): Box {
  const { x = 0, y = 0, width: w = 0, height: h = 0 } = Object(raw) as Partial<Vector & Size>
  return boxAt(x - w / 2, y - h / 2, w, h)
}

const groupsWithNodes = (chart: Chart): string[] =>
  [...chart.groups.keys()].filter((id) => nodeFor(id, chart) !== undefined)

/** Around what is in them; inner ones first, so that outer ones are around those. */
function boxesOfGroups(chart: Chart, nodes: ReadonlyMap<string, Box>): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  for (const id of [...chart.groups.keys()].toReversed()) {
    let box = EMPTY_BOX
    for (const [node, { group }] of chart.nodes) if (group === id) box = union(box, nodes.get(node) ?? EMPTY_BOX)
    for (const [inner, { group }] of chart.groups) if (group === id) box = union(box, boxes.get(inner) ?? EMPTY_BOX)
    if (isEmpty(box)) continue
    const { group: gap, title } = GAPS
    boxes.set(id, boxAt(box.minX - gap, box.minY - title, width(box) + 2 * gap, height(box) + gap + title))
  }
  return new Map([...boxes].toReversed())
}
