import type { Words } from '../words/words.ts'
import { computed, signal } from '@preact/signals-core'
import { NO_INSETS } from '../editor/camera.ts'
import { markBoard } from '../page-state.ts'
import { joinThisPage } from '../start/join-page.ts'
import { fetchBoardState } from '../sync/board-state.ts'
import { type Loaded, whatToLoad } from '../sync/what-to-load.ts'
import { mayEdit } from '../sync/session.ts'
import type { Problem } from '../ui/problem.tsx'
import { watchActivity } from './activity.ts'
import { once, watchAttention } from './attention.ts'
import type { EmbeddedBoard, EmbedFrame } from './embed-frame.ts'
import type { EmbedOptions } from './embed-options.ts'
import type { FrameParts, ShownBoard } from './frame-parts.ts'
import { followLook } from './look.ts'
import { showToLook } from './show-to-look.ts'

const NOTHING_KEPT = { stored: [], owed: 0 }

/** Why a board can't be shown. */
type Why = Exclude<Loaded, { outcome: 'ready' }>

/** Fills `root` with a board for somebody else's page. Nothing is asked for until the frame can be seen. */
export function openEmbed(root: HTMLElement, id: string, asked: EmbedOptions): EmbedFrame {
  const options = signal(asked)
  const board = signal<EmbeddedBoard | null>(null)
  const problem = signal<Problem | null>(null)
  /** Somebody can't wait until it is seen. */
  const wanted = signal(false)
  const { seen } = watchAttention(document.documentElement)
  const parts: FrameParts = {
    root,
    options,
    board,
    seen,
    look: followLook(options),
    active: watchActivity(),
  }

  const words = async () => (await import('./all-words.ts')).allWords(options)
  const fail = async (why: Why | null): Promise<null> => {
    problem.value = await showWhy(root, why, words)
    markBoard('failed')
    return null
  }
  const open = async (): Promise<ShownBoard | null> => {
    await once(computed(() => seen.value || wanted.value))
    const joined = await joinThisPage(id, words)
    const state = await fetchBoardState(joined)
    const mayWrite = mayEdit(joined.session.role) && !options.peek().readonly
    const loaded = whatToLoad(NOTHING_KEPT, state)
    if (loaded.outcome === 'ready') return showToLook(parts, { joined, state, edit: mayWrite ? edit : null })
    if (loaded.outcome !== 'unreachable' || !mayWrite) return fail(loaded)
    // Whoever has drawn here before has a copy of it, which the editor opens.
    void edit()
    return { joined, covered: NO_INSETS, mayWrite, stateNow: () => state, close: () => undefined }
  }
  const start = async (): Promise<EmbeddedBoard | null> => {
    const shown = await opened
    if (!shown?.mayWrite) return null
    const { startEditing } = await import('./start-editing.tsx')
    return startEditing(parts, shown)
  }
  let editing: Promise<EmbeddedBoard | null> | undefined
  const edit = (): Promise<EmbeddedBoard | null> => {
    wanted.value = true
    return (editing ??= start())
  }
  const opened = open().catch((error: unknown) => {
    console.error(error)
    return fail(null)
  })
  return { options, board, problem, edit }
}

/** Fills the frame with the reason why there is no board. */
async function showWhy(root: HTMLElement, why: Why | null, words: () => Promise<Words>): Promise<Problem> {
  const { brokenIn, problemOf, showProblem } = await import('../ui/problem.tsx')
  const { t } = await words()
  const problem = why ? problemOf(why, t) : brokenIn(t)
  root.replaceChildren()
  showProblem(root, problem, t)
  if (why?.outcome === 'unreachable') (await import('../sync/wait-for-server.ts')).waitForServer()
  return problem
}
