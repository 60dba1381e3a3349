import { effect, type ReadonlySignal } from '@preact/signals-core'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { LIMITS } from '#board/limits.ts'
import type { Presence } from '#board/presence.ts'
import { toScene } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { firstOf } from '../editor/first-of.ts'
import type { Guest } from './guest.ts'
import type { Following } from './following.ts'
import type { Peers } from './presence.ts'

/** What others are told of somebody who has just come. */
export const arrival = (user: Guest, tool: string): Presence => ({
  user,
  cursor: null,
  selection: [],
  tool,
  view: null,
  presenting: false,
  page: null,
})

/** Tells the others what I do: cursor, selection, tool, what I look at, who I am. Answers how to stop. */
export function publishEditor(
  host: HTMLElement,
  editor: Editor,
  me: ReadonlySignal<Guest>,
  { view }: Pick<Following, 'view'>,
  peers: Peers,
): () => void {
  const stops = [
    effect(() => peers.publish({ user: me.value })),
    effect(() => peers.publish({ selection: firstOf(editor.selection.value, LIMITS.presenceSelection) })),
    effect(() => peers.publish({ tool: editor.toolbox.current.value.id })),
    effect(() => peers.publish({ view: view.value })),
    effect(() => peers.publish({ page: editor.paging.page.value === FIRST_SECTION ? null : editor.paging.page.value })),
    publishCursor(host, editor, peers),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Where my pointer is, in scene units; nowhere when it left the board or a finger was lifted. */
function publishCursor(host: HTMLElement, { camera }: Editor, peers: Peers): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const onMove = ({ clientX, clientY, isPrimary }: PointerEvent) => {
    if (!isPrimary) return
    const { left, top } = host.getBoundingClientRect()
    peers.publish({ cursor: toScene(camera.peek(), clientX - left, clientY - top) })
  }
  const onGone = () => peers.publish({ cursor: null })
  const onUp = ({ pointerType }: PointerEvent) => pointerType === 'touch' && onGone()
  host.addEventListener('pointermove', onMove, { signal, passive: true })
  host.addEventListener('pointerleave', onGone, { signal })
  host.addEventListener('pointerup', onUp, { signal })
  host.addEventListener('pointercancel', onGone, { signal })
  return () => listening.abort()
}
