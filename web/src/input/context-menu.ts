import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
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

function selectAt({ camera, scene, selection, toolbox }: Editor, viewX: number, viewY: number): void {
  const { x, y } = toScene(camera.peek(), viewX, viewY)
  const id = scene.hitTest(x, y, reachOf({ type: 'mouse' }, camera.peek().zoom))
  if (id !== undefined && selection.peek().has(id)) return
  if (id !== undefined) toolbox.done()
  selection.value = new Set(id === undefined ? [] : [id])
}
