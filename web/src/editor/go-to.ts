import { reveal, roomIn } from './camera.ts'
import type { Editor } from './editor.ts'
import { selectDeep } from './groups.ts'

/** Selects an element, in whatever group it is, and brings it into view. */
export function goTo(editor: Editor, id: string): void {
  const { scene, camera, viewport, covered } = editor
  const box = scene.boundsOf(id)
  if (!box) return
  camera.value = reveal(camera.peek(), box, viewport.peek(), roomIn(viewport.peek(), covered))
  if (editor.readonly) return
  editor.toolbox.done()
  selectDeep(editor, id)
}
