import { bindingsOf } from '#board/elements/connect.ts'
import { arrange, framesOf } from '../../editor/arrange-commands.ts'
import { inCircle, inLayers, type Edge } from '../../editor/arrange-graph.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Message } from './messages.ts'

const IN_LAYERS = new Set(['mxHierarchicalLayout', 'mxCompactTreeLayout', 'mxRadialTreeLayout', 'mxOrgChartLayout'])

/** Arranges what is connected, selected or all of it, as a layout of draw.io would. @throws when there is none of that name */
export function layOutAs(editor: Editor, { layout, config }: Message): void {
  const { orientation, horizontal } = (typeof config === 'object' ? config : {}) as Message
  const isAcross = orientation === 'west' || orientation === 'east' || horizontal === true
  if (layout !== 'mxCircleLayout' && !IN_LAYERS.has(String(layout)))
    throw new Error(`there is no layout ${String(layout)}`)
  const chosen = editor.selection.peek().size > 1 ? editor.selection.peek() : new Set(editor.document.ids())
  const edges = edgesAmong(editor, chosen)
  const joined = new Set(edges.flat())
  arrange(editor, framesOf(editor, joined), (frames) =>
    layout === 'mxCircleLayout' ? inCircle(frames) : inLayers(frames, edges, isAcross ? 'x' : 'y'),
  )
}

/** What leads from which to which. */
function edgesAmong({ document }: Editor, ids: ReadonlySet<string>): Edge[] {
  const edges: Edge[] = []
  for (const element of document.elements()) {
    const [from, to] = bindingsOf(element)
    if (from && to && ids.has(from.id) && ids.has(to.id) && from.id !== to.id) edges.push([from.id, to.id])
  }
  return edges
}
