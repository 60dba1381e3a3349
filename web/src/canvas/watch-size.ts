import type { OwnedEditor } from '../editor/create-editor.ts'

/** Keeps the editor's viewport the size of `host`, and calls `changed` when the pixel ratio changes too. Answers how to stop. */
export function watchSize(
  host: HTMLElement,
  editor: Pick<OwnedEditor, 'viewport' | 'resize'>,
  changed: () => void,
): () => void {
  const measure = () => {
    const { clientWidth: width, clientHeight: height } = host
    const { viewport } = editor
    if (viewport.value.width !== width || viewport.value.height !== height) editor.resize({ width, height })
    changed()
  }
  const observer = new ResizeObserver(measure)
  observer.observe(host)
  // Browser zoom and a move to another screen resize the window as well.
  window.addEventListener('resize', measure)
  measure()
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', measure)
  }
}
