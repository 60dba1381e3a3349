import { keysBetween } from '#board/document/order.ts'
import { EMPTY_BOX, union } from '#board/geometry/box.ts'
import type { Editor } from './editor.ts'
import { withContents } from './framing.ts'

export type Restacking = 'forward' | 'backward' | 'front' | 'back'

/**
 * Moves the selected elements within the z-order, together and in the order they have: all the way, or past the next
 * element that they overlap. One undo step.
 */
export function restack(editor: Editor, how: Restacking): void {
  const { scene, selection, document } = editor
  const moved = scene.inOrder([...withContents(scene, selection.value)].filter((id) => scene.boundsOf(id)))
  const keyOf = new Map<string, string | undefined>()
  // Each layer has an order of its own.
  const layerOf = (id: string) => scene.belonging(id)?.layer
  for (const layer of new Set(moved.map(layerOf))) {
    const ids = moved.filter((id) => layerOf(id) === layer)
    const gap = gapFor(editor, ids, how, layer)
    const keys = gap && keysBetween(gap.below, gap.above, ids.length)
    if (keys) ids.forEach((id, i) => keyOf.set(id, keys[i]))
  }
  if (keyOf.size === 0) return
  editor.bulk.edit(moved, (ids) => document.edit(ids, 'z', (id: string) => keyOf.get(id)))
}

/** The keys between which the moved elements go; undefined when they are there already. */
function gapFor(editor: Editor, moved: readonly string[], how: Restacking, layer: string | null | undefined) {
  const { scene } = editor
  const isOnLayer = (id: string) => scene.belonging(id)?.layer === layer
  const all = scene.inOrder(scene.query(scene.bounds ?? EMPTY_BOX)).filter(isOnLayer)
  const isMoved = new Set(moved)
  const others = all.filter((id) => !isMoved.has(id))
  const target = targetIndex(editor, all, others, moved, how)
  if (target === undefined) return undefined
  const zOf = (index: number) => {
    const id = others[index]
    return id === undefined ? undefined : scene.get(id)?.z
  }
  return { below: zOf(target - 1), above: zOf(target) }
}

/** Before which of the others the moved ones go; `others.length` is the top. */
function targetIndex(
  { scene }: Editor,
  all: readonly string[],
  others: readonly string[],
  moved: readonly string[],
  how: Restacking,
): number | undefined {
  if (how === 'front') return others.length
  if (how === 'back') return 0
  const around = moved.reduce((box, id) => union(box, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
  const near = new Set(scene.query(around))
  const rank = new Map(all.map((id, i) => [id, i]))
  const rankOf = (id: string | undefined) => (id === undefined ? -1 : (rank.get(id) ?? -1))
  if (how === 'forward') {
    const next = others.findIndex((id) => near.has(id) && rankOf(id) > rankOf(moved.at(-1)))
    return next < 0 ? undefined : next + 1
  }
  const next = others.findLastIndex((id) => near.has(id) && rankOf(id) < rankOf(moved[0]))
  return next < 0 ? undefined : next
}
