/** A flowchart as it is written, before anybody has laid it out. */
export interface Chart {
  readonly direction: Direction
  readonly nodes: ReadonlyMap<string, ChartNode>
  readonly edges: readonly ChartEdge[]
  readonly groups: ReadonlyMap<string, ChartGroup>
  /** What is written and not understood, by what it is in words for people. */
  readonly left: readonly string[]
}

export type Direction = 'TB' | 'BT' | 'LR' | 'RL'

export type NodeForm =
  | 'rectangle'
  | 'rounded'
  | 'stadium'
  | 'circle'
  | 'diamond'
  | 'hexagon'
  | 'lean-right'
  | 'lean-left'
  | 'trapezoid'
  | 'trapezoid-down'
  | 'cylinder'

export interface ChartNode {
  readonly id: string
  readonly text: string
  readonly form: NodeForm
  /** The group that it is in. */
  readonly group: string | undefined
  readonly style: Readonly<Record<string, string>>
  readonly link: string
}

export type EdgeHead = 'none' | 'arrow' | 'dot'

export interface ChartEdge {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly line: 'solid' | 'dotted' | 'thick' | 'unseen'
  readonly startHead: EdgeHead
  readonly endHead: EdgeHead
}

export interface ChartGroup {
  readonly id: string
  readonly title: string
  readonly group: string | undefined
}

/** The node that stands for one, or for a group. */
export function nodeFor(id: string, { nodes, groups }: Pick<Chart, 'nodes' | 'groups'>): string | undefined {
  if (nodes.has(id) || !groups.has(id)) return nodes.has(id) ? id : undefined
  for (const [node, { group }] of nodes) if (isWithin(group, id, groups)) return node
  return undefined
}

function isWithin(group: string | undefined, id: string, groups: Chart['groups']): boolean {
  for (let at = group; at !== undefined; at = groups.get(at)?.group) if (at === id) return true
  return false
}
