import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { unlock } from '../editor/locked.ts'
import { Icon } from './icon.tsx'

/** On what was clicked in vain: that it is locked, and the way to unlock it. */
export function LockBadge({ editor }: { editor: Editor }) {
  const id = editor.lockHit.value
  const box = id === null ? undefined : editor.scene.boundsOf(id)
  if (id === null || !box) return null
  const from = toViewport(editor.camera.value, box.minX, box.minY)
  const to = toViewport(editor.camera.value, box.maxX, box.maxY)
  return (
    <div
      class="lock-badge"
      style={{ left: `${from.x}px`, top: `${from.y}px`, width: `${to.x - from.x}px`, height: `${to.y - from.y}px` }}
    >
      <button type="button" class="button island" onClick={() => unlock(editor, [id])}>
        <Icon name="lock" />
        <span>Locked: unlock</span>
      </button>
    </div>
  )
}
