import { nodeFor, type Chart } from './chart.ts'

/**
 * About how many places laying a chart out has to do with: one for each rank that an arrow goes by, two for each rank of a group. What
 * dagre takes grows faster than this, whatever the number of nodes is; 4,000 are one to four seconds.
 */
export function layoutEffort(chart: Chart): number {
  const after = followers(chart)
  const ranks = ranksOf(chart, after)
  let passed = 0
  for (const [from, all] of after) for (const to of all) passed += Math.abs(ranks.get(to)! - ranks.get(from)!)
  return passed + 2 * heightOfGroups(chart, ranks)
}

/** The ranks from the first to the last node of each group, all groups together. */
function heightOfGroups({ nodes, groups }: Chart, ranks: ReadonlyMap<string, number>): number {
  const spans = new Map<string, { first: number; last: number }>()
  for (const [id, { group }] of nodes)
    for (let at = group; at !== undefined; at = groups.get(at)?.group) {
      const rank = ranks.get(id)!
      const span = spans.get(at) ?? { first: rank, last: rank }
      spans.set(at, { first: Math.min(span.first, rank), last: Math.max(span.last, rank) })
    }
  return [...spans.values()].reduce((sum, { first, last }) => sum + last - first + 1, 0)
}

function followers(chart: Chart): ReadonlyMap<string, readonly string[]> {
  const after = new Map(Array.from(chart.nodes.keys(), (id) => [id, [] as string[]]))
  for (const edge of chart.edges) {
    const [from, to] = [nodeFor(edge.from, chart), nodeFor(edge.to, chart)]
    if (from !== undefined && to !== undefined && from !== to) after.get(from)?.push(to)
  }
  return after
}

/** The longest way to each node, where arrows that lead back count for nothing. */
function ranksOf({ nodes }: Chart, after: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  const order = sorted(nodes.keys(), after)
  const place = new Map(order.map((id, i) => [id, i]))
  for (const id of order) {
    const next = (ranks.get(id) ?? 0) + 1
    ranks.set(id, next - 1)
    for (const to of after.get(id) ?? [])
      if (place.get(to)! > place.get(id)!) ranks.set(to, Math.max(ranks.get(to) ?? 0, next))
  }
  return ranks
}

/** Depth first, and what was finished last comes first: topological where nothing leads back. */
function sorted(ids: Iterable<string>, after: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>()
  const finished: string[] = []
  for (const root of ids) {
    if (seen.has(root)) continue
    seen.add(root)
    const open = [{ id: root, rest: (after.get(root) ?? []).values() }]
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { value: next, done } = top.rest.next()
      if (done) finished.push(open.pop()!.id)
      else if (!seen.has(next)) {
        seen.add(next)
        open.push({ id: next, rest: (after.get(next) ?? []).values() })
      }
    }
  }
  return finished.toReversed()
}
