import { FIRST_SECTION, type Section } from '#board/document/sections.ts'
import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { unlock } from '../editor/locked.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'

/** The layer that an element is on, if that is locked. */
function layerOf({ paging, scene }: Editor, id: string): Section | undefined {
  const on = scene.belonging(id)?.layer ?? FIRST_SECTION
  return paging.layers.value.find((layer) => layer.id === on && layer.locked)
}

function unlockLayer({ document, lockHit }: Editor, id: string): void {
  document.layers.edit(id, { locked: false })
  lockHit.value = null
}

/** On what was clicked in vain: that it is locked, and the way to unlock it. */
export function LockBadge({ editor }: { editor: Editor }) {
  const t = useWords()
  const id = editor.lockHit.value
  const box = id === null ? undefined : editor.scene.boundsOf(id)
  if (id === null || !box) return null
  const layer = layerOf(editor, id)
  const from = toViewport(editor.camera.value, box.minX, box.minY)
  const to = toViewport(editor.camera.value, box.maxX, box.maxY)
  return (
    <div
      class="lock-badge"
      style={{ left: `${from.x}px`, top: `${from.y}px`, width: `${to.x - from.x}px`, height: `${to.y - from.y}px` }}
    >
      <button
        type="button"
        class="button island"
        onClick={() => (layer ? unlockLayer(editor, layer.id) : unlock(editor, [id]))}
      >
        <Icon name="lock" />
        <span>{layer ? t('Its layer is locked: unlock') : t('Locked: unlock')}</span>
      </button>
    </div>
  )
}
