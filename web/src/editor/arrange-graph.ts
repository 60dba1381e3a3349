import { boxAround, centre, EMPTY_BOX, height, width, type Box } from '#board/geometry/box.ts'
import type { Axis, Moves } from './arrange.ts'

/** Ids of what a connector leads from and to. */
export type Edge = readonly [from: string, to: string]

/** Scene units between layers, and between neighbours in one. */
const BETWEEN_LAYERS = 80
const BETWEEN_NEIGHBOURS = 40
/** Rounds of ordering: it hardly gets better after these. */
const ROUNDS = 8

/**
 * In layers, each thing after all that lead to it, ordered so that few connectors cross: longest paths, then neighbours by the middle of
 * what they are connected with (Sugiyama, Tagawa and Toda 1981). `axis`: along which the layers follow each other.
 */
export function inLayers(boxes: ReadonlyMap<string, Box>, edges: readonly Edge[], axis: Axis): Moves {
  const ranks = ranksOf([...boxes.keys()], edges)
  const layers: string[][] = []
  for (const [id, rank] of ranks) (layers[rank] ??= []).push(id)
  order(layers, edges)
  const long = (box: Box) => (axis === 'x' ? width(box) : height(box))
  const wide = (box: Box) => (axis === 'x' ? height(box) : width(box))
  const boxOf = (id: string) => boxes.get(id) ?? EMPTY_BOX
  const extentOf = (layer: readonly string[]) =>
    layer.reduce((sum, id) => sum + wide(boxOf(id)), BETWEEN_NEIGHBOURS * (layer.length - 1))
  const widest = Math.max(0, ...layers.map(extentOf))
  const all = boxAround(boxes.values())
  const moves = new Map<string, { x: number; y: number }>()
  let along = axis === 'x' ? all.minX : all.minY
  for (const layer of layers) {
    const depth = Math.max(0, ...layer.map((id) => long(boxOf(id))))
    let across = (axis === 'x' ? all.minY : all.minX) + (widest - extentOf(layer)) / 2
    for (const id of layer) {
      const box = boxOf(id)
      const [a, b] = [along + depth / 2, across + wide(box) / 2]
      const [x, y] = axis === 'x' ? [a, b] : [b, a]
      moves.set(id, { x: x - centre(box).x, y: y - centre(box).y })
      across += wide(box) + BETWEEN_NEIGHBOURS
    }
    along += depth + BETWEEN_LAYERS
  }
  return moves
}

/** On a circle, in the order in which they are given, with room between neighbours. */
export function inCircle(boxes: ReadonlyMap<string, Box>): Moves {
  const middle = centre(boxAround(boxes.values()))
  const side = Math.max(0, ...[...boxes.values()].map((box) => Math.hypot(width(box), height(box))))
  const radius = boxes.size < 2 ? 0 : (side + BETWEEN_NEIGHBOURS) / (2 * Math.sin(Math.PI / boxes.size))
  return new Map(
    Array.from(boxes, ([id, box], i) => {
      const angle = (2 * Math.PI * i) / boxes.size - Math.PI / 2
      const { x, y } = centre(box)
      return [id, { x: middle.x + radius * Math.cos(angle) - x, y: middle.y + radius * Math.sin(angle) - y }]
    }),
  )
}

/** The longest way to each; an edge that would close a circle counts for nothing. */
function ranksOf(ids: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const after = groupBy(edges)
  const ranks = new Map(ids.map((id) => [id, 0]))
  const state = new Map<string, 'open' | 'done'>()
  const sorted: string[] = []
  const kept = new Map<string, string[]>()
  for (const root of ids) {
    // Depth first without recursion: boards may be deep.
    const path: { id: string; next: number }[] = state.has(root) ? [] : [{ id: root, next: 0 }]
    state.set(root, state.get(root) ?? 'open')
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const to = (after.get(step.id) ?? [])[step.next++]
      if (to === undefined) {
        state.set(step.id, 'done')
        sorted.push(step.id)
        path.pop()
      } else if (state.get(to) !== 'open') {
        kept.set(step.id, [...(kept.get(step.id) ?? []), to])
        if (!state.has(to)) {
          state.set(to, 'open')
          path.push({ id: to, next: 0 })
        }
      }
    }
  }
  for (const id of sorted.toReversed())
    for (const to of kept.get(id) ?? []) ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1))
  return ranks
}

function groupBy(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [from, to] of edges) groups.set(from, [...(groups.get(from) ?? []), to])
  return groups
}

/** Sorts each layer by the middle of its neighbours, down and up again. */
function order(layers: readonly string[][], edges: readonly Edge[]): void {
  const neighbours = groupBy([...edges, ...edges.map(([from, to]) => [to, from] as const)])
  for (let round = 0; round < ROUNDS; round++) {
    const places = new Map(layers.flatMap((layer) => layer.map((id, i) => [id, (i + 0.5) / layer.length] as const)))
    const middle = (id: string): number => {
      const near = (neighbours.get(id) ?? []).map((other) => places.get(other) ?? 0)
      return near.length === 0 ? (places.get(id) ?? 0) : near.reduce((sum, at) => sum + at, 0) / near.length
    }
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) {
      const wanted = new Map(layer.map((id) => [id, middle(id)]))
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))
      for (const [i, id] of layer.entries()) places.set(id, (i + 0.5) / layer.length)
    }
  }
}
