import type { Editor } from '../editor/editor.ts'
import { belongsToPage } from './keyboard.ts'
import type { PointerReader } from './pointer-reader.ts'

const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'Control', 'Meta', 'Shift'])

/**
 * A modifier may change what a press would do, also under a pointer that rests: it hovers anew. `resting` answers where it came to
 * rest, or null while a pointer is down. Answers how to stop.
 */
export function attachModifiers(
  { toolbox }: Editor,
  reader: PointerReader,
  resting: () => PointerEvent | null,
): () => void {
  const modify = (event: KeyboardEvent) => {
    if (!MODIFIERS.has(event.key) || belongsToPage(event)) return
    const pointer = resting()
    if (!pointer || pointer.pointerType === 'touch') return
    const { clientX, clientY, pressure, timeStamp, pointerType } = pointer
    const { shiftKey, altKey, ctrlKey, metaKey } = event
    toolbox.hover(
      reader.one({ clientX, clientY, pressure, timeStamp, pointerType, shiftKey, altKey, ctrlKey, metaKey }),
    )
  }
  window.addEventListener('keydown', modify)
  window.addEventListener('keyup', modify)
  return () => {
    window.removeEventListener('keydown', modify)
    window.removeEventListener('keyup', modify)
  }
}
