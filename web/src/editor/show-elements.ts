import { union } from '#board/geometry/box.ts'
import { fitBox, roomIn } from './camera.ts'
import type { Editor } from './editor.ts'

/** Selects those of the elements that are on the page that is shown, and brings all of them into view; answers how many that are. */
export function showElements(editor: Editor, ids: Iterable<string>): number {
  const { scene, camera, viewport, covered } = editor
  const found = [...ids].flatMap((id) => {
    const box = scene.boundsOf(id)
    return box ? [{ id, box }] : []
  })
  const [first, ...rest] = found
  if (first === undefined) return 0
  const box = rest.reduce((all, one) => union(all, one.box), first.box)
  camera.value = fitBox(box, viewport.peek(), roomIn(viewport.peek(), covered))
  editor.toolbox.done()
  editor.within.value = []
  editor.selection.value = new Set(found.map(({ id }) => id))
  return found.length
}
