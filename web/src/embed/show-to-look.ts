import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { NO_INSETS, type Insets } from '../editor/camera.ts'
import { markBoard } from '../page-state.ts'
import { localMemory } from '../start/local-memory.ts'
import type { BoardState } from '../sync/board-state.ts'
import type { Joined } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import { type FrameParts, isSmall, type ShownBoard } from './frame-parts.ts'
import { layOutFrame } from './lay-out.ts'
import { openLightBoard } from './light-board.ts'
import type { LivePart } from './live-part.ts'

export interface BoardToLook {
  readonly joined: Joined
  readonly state: BoardState
  /** Loads the editor; null: whoever opened it may only look. */
  readonly edit: (() => Promise<unknown>) | null
}

/** The toolbar and the space around it. */
const BAR: Insets = { ...NO_INSETS, bottom: 72 }

/** Shows a board to look at and move around in: first what the server has stored, then live. */
export async function showToLook(parts: FrameParts, { joined, state, edit }: BoardToLook): Promise<ShownBoard> {
  const { root, options, look, active, board } = parts
  const { session } = joined
  const layers = layOutFrame(root)
  const { host } = layers
  const covered = edit && options.peek().toolbar !== 'none' && !isSmall() ? BAR : NO_INSETS
  const light = await openLightBoard(state, {
    host,
    session,
    options: options.peek(),
    look,
    active,
    memory: localMemory,
    covered,
  })
  const { view } = light
  const part = signal<LivePart | null>(null)
  const status: ReadonlySignal<SyncStatus> = computed(() => part.value?.status.value ?? { state: 'connecting' })
  const { document, scene, paging, camera, viewport } = view
  const people = computed(() => part.value?.people.value ?? [])
  const paint = view.tiles.state
  board.value = { session, document, scene, paging, camera, viewport, paint, status, people, app: null }
  markBoard('ready')
  const stopAsking = edit ? editWhenUsed(host, edit) : () => undefined

  let isClosed = false
  void bringToLife().catch(console.error)
  async function bringToLife(): Promise<void> {
    const liveCode = import('./live-part.ts')
    const chrome = import('./frame-chrome.tsx')
    const spoken = import('./looking-words.ts').then(({ lookingWords }) => lookingWords(options))
    const [{ doc }, { goLive }] = await Promise.all([light.shared, liveCode])
    if (isClosed) return
    const live = goLive({ ...parts, host, view, doc, session, covered })
    part.value = live
    const [{ mountChrome }, words] = await Promise.all([chrome, spoken])
    if (isClosed) return
    effect(() => {
      host.ariaLabel = words.t('Board')
    })
    mountChrome(layers.chrome, { ...parts, words, light, live: live.scene, session, status, mayWrite: edit !== null })
    if (edit && (await import('./left-behind.ts').then(({ isLeftBehind }) => isLeftBehind(session.board)))) void edit()
  }
  return {
    joined,
    mayWrite: edit !== null,
    covered,
    stateNow: light.stateNow,
    close() {
      isClosed = true
      stopAsking()
      part.peek()?.dispose()
      light.dispose()
      host.remove()
      layers.chrome.remove()
      return camera.peek()
    },
  }
}

/** Whoever clicks into the board, or presses a key that moves nothing, wants to draw. Not in a frame that has no room for it. */
function editWhenUsed(host: HTMLElement, edit: () => Promise<unknown>): () => void {
  const use = (event: Event) => {
    if (!isSmall() && !(event instanceof KeyboardEvent && event.key !== 'Enter')) void edit()
  }
  host.addEventListener('click', use)
  host.addEventListener('keydown', use)
  return () => {
    host.removeEventListener('click', use)
    host.removeEventListener('keydown', use)
  }
}
