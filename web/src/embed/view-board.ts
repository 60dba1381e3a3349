import { computed } from '@preact/signals'
import { createMeasure } from '../canvas/measure.ts'
import { mountViewer } from '../canvas/viewer-canvas.ts'
import { fitBox } from '../editor/camera.ts'
import { createEditor } from '../editor/create-editor.ts'
import { attachInput } from '../input/attach-input.ts'
import { markProgress } from '../page-state.ts'
import { localMemory } from '../start/local-memory.ts'
import type { BoardCopy } from '../sync/board-copy.ts'
import { joinLive } from '../sync/live-channel.ts'
import { hand } from '../tools/hand.ts'
import { loadWideFonts } from '../ui/load-wide-fonts.ts'
import { createTheme } from '../ui/theme.ts'

/** A board to look at and move around in, live: no Fabric, no chrome, nothing of mine goes out. */
export function viewBoard(host: HTMLElement, copy: BoardCopy): { dispose(): Promise<void> } {
  const text = createMeasure(loadWideFonts())
  const editor = createEditor({ document: copy.document, measure: text.measure, tools: [hand], readonly: true })
  const theme = createTheme(localMemory)
  const canvas = mountViewer(host, editor, { theme: computed(() => (theme.dark.value ? 'dark' : 'light')) })
  copy.sync.awareness.setLocalState(null)
  const stops = [
    theme.dispose,
    () => canvas.dispose(),
    attachInput(host, editor),
    joinLive(editor.live, copy.sync),
    text.onFonts(() => editor.scene.remeasure()),
    markProgress(copy.sync.status, canvas.paint),
  ]
  if (editor.scene.bounds) editor.camera.value = fitBox(editor.scene.bounds, editor.viewport.peek())
  return {
    async dispose() {
      for (const stop of stops) stop()
      editor.dispose()
      await copy.dispose()
    },
  }
}
