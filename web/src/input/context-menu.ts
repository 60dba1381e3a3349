import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { selectWhole } from '../editor/groups.ts'
import { reachOf } from '../tools/reach.ts'

/**
 * The right button, a long press or the menu key: selects what is there, unless it is selected, and opens the menu.
 * Not in the middle of a gesture: whoever holds a pen still is drawing. Answers how to stop.
 */
export function attachContextMenu(host: HTMLElement, editor: Editor, open: (at: Vector) => void): () => void {
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault()
    if (editor.toolbox.busy) return
    const { left, top } = host.getBoundingClientRect()
    if (!editor.readonly) selectAt(editor, event.clientX - left, event.clientY - top)
    open({ x: event.clientX, y: event.clientY })
  }
  host.addEventListener('contextmenu', onContextMenu)
  return () => host.removeEventListener('contextmenu', onContextMenu)
}

function selectAt(editor: Editor, viewX: number, viewY: number): void {
  const { camera, scene, selection, toolbox } = editor
  const { x, y } = toScene(camera.peek(), viewX, viewY)
  const reach = reachOf({ type: 'mouse' }, camera.peek().zoom)
  const hit = scene.hitTest(x, y, reach)
  // What is locked is selected only here, to be unlocked.
  const id = hit ?? scene.hitTest(x, y, reach, 'locked')
  if (id !== undefined && selection.peek().has(id)) return
  if (id !== undefined) toolbox.done()
  if (hit !== undefined) selectWhole(editor, hit)
  else selection.value = new Set(id === undefined ? [] : [id])
}
