import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Editor } from '../editor/editor.ts'
import { griddedId } from '../editor/grids.ts'
import type { Panel } from './grid-handles.tsx'

/** Handles of rows and columns, while nothing is on the move; their code comes with the first table that is selected. */
export function GridOverlay({ editor }: { readonly editor: Editor }) {
  const handles = useSignal<typeof Panel | null>(null)
  const isShown = griddedId(editor) !== undefined && editor.toolbox.path.value.endsWith('.idle')
  useEffect(() => {
    if (!isShown) return
    void import('./grid-handles.tsx').then(
      (code) => (handles.value = code.Panel),
      () => undefined,
    )
  }, [isShown])
  const Handles = handles.value
  return isShown && Handles ? <Handles editor={editor} /> : null
}
