import { keysAbove, keysBetween } from '#board/document/order.ts'
import type { Editor } from './editor.ts'
import { framesInOrder } from './frame-list.ts'

/** Puts a frame at a place in the order of presenting; where there is none, nothing happens. Frames that had no place yet get one. */
export function placeFrame(editor: Editor, id: string, to: number): void {
  const frames = framesInOrder(editor)
  const ids = frames.map((frame) => frame.id)
  const at = ids.indexOf(id)
  if (at < 0 || to < 0 || to >= ids.length) return
  ids.splice(at, 1)
  ids.splice(to, 0, id)
  const entries = new Map(frames.map((frame) => [frame.id, frame.order]))
  const orderAt = (i: number) => entries.get(ids[i] ?? '') || undefined
  const isPlaced = ids.every((other) => entries.get(other) !== '')
  if (isPlaced) {
    const [key] = keysBetween(orderAt(to - 1), orderAt(to + 1), 1)
    editor.document.edit([id], 'order', key)
    return
  }
  const keys = keysAbove(undefined, ids.length)
  const keyOf = new Map(ids.map((other, i) => [other, keys[i]]))
  editor.document.edit(ids, 'order', (other: string) => keyOf.get(other))
}
