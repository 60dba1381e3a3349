import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { intersects } from '#board/geometry/box.ts'
import { visibleBox } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { useWords } from '../words/use-words.ts'

const ZOOM_FIT = COMMANDS.find(({ id }) => id === 'zoom-fit')

/** The way back for who has lost the drawing out of sight. */
export function BackToContent({ editor }: { editor: Editor }) {
  const t = useWords()
  const changes = useSignal(0)
  // Somebody else may draw beside what is in view, or take the last of it away.
  useLayoutEffect(() => editor.scene.onChange(() => changes.value++), [editor])
  void changes.value
  const view = visibleBox(editor.camera.value, editor.viewport.value)
  const { bounds } = editor.scene
  if (!ZOOM_FIT || !bounds || intersects(view, bounds)) return null
  return (
    <button type="button" class="button back-to-content" onClick={() => runCommand(ZOOM_FIT, editor)}>
      {t('Back to the drawing')}
    </button>
  )
}
