import type { Editor } from '../editor/editor.ts'
import { isOnControl } from './host.ts'
import { createPointerReader } from './pointer-reader.ts'

/** Double clicks on the board are the tool's. Answers how to stop. */
export function attachDoubleClick(host: HTMLElement, { toolbox, camera }: Editor): () => void {
  const reader = createPointerReader(host, camera)
  const doubleClick = (event: MouseEvent) => {
    if (isOnControl(event)) return
    const { clientX, clientY, timeStamp, shiftKey, altKey, ctrlKey, metaKey } = event
    const place = { clientX, clientY, timeStamp, shiftKey, altKey, ctrlKey, metaKey }
    // A double click comes from whatever pointer, and has no pressure.
    toolbox.doubleClick(reader.one({ ...place, pointerType: 'mouse', pressure: 0 }))
  }
  host.addEventListener('dblclick', doubleClick)
  return () => host.removeEventListener('dblclick', doubleClick)
}
