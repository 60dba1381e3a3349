import { computed } from '@preact/signals-core'
import { openPage } from '../open-page.tsx'
import { type LocalMemory, localMemory } from '../start/local-memory.ts'
import { once } from './attention.ts'
import { editBoard } from './edit-board.tsx'
import type { EmbeddedBoard } from './embed-frame.ts'
import type { FrameParts, ShownBoard } from './frame-parts.ts'
import { allWords } from './all-words.ts'
import { yieldWheel } from './wheel.ts'

/** How long what is looked at stays at most while the editor paints the same, milliseconds. */
const PATIENCE_MS = 1_500

/** Opens the editor behind the board that is looked at, and puts it in its place when it shows as much. Null: it could not be opened; the frame says why. */
export async function startEditing(parts: FrameParts, shown: ShownBoard): Promise<EmbeddedBoard | null> {
  const { root, options, board } = parts
  const layer = document.createElement('div')
  layer.className = 'embed-layer opening'
  root.append(layer)
  const opened: { board?: EmbeddedBoard } = {}
  const memory = memoryOf(parts)
  await openPage(layer, {
    joined: Promise.resolve(shown.joined),
    state: Promise.resolve(shown.stateNow()),
    memory,
    words: allWords(options),
    covered: shown.covered,
    recall: () => board.peek()?.camera.peek(),
    page: () => board.peek()?.paging.page.peek(),
    show(loaded) {
      yieldWheel(loaded.layers.host)
      opened.board = editBoard(loaded, { memory, options, look: parts.look, covered: shown.covered })
    },
  })
  const edited = opened.board ?? null
  if (edited) {
    const isPainted = once(computed(() => edited.paint.value === 'settled'))
    await Promise.race([isPainted, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  }
  const hadFocus = root.contains(document.activeElement)
  const page = board.peek()?.paging.page.peek()
  const camera = shown.close()
  if (edited && page !== undefined) edited.paging.show(page)
  if (edited && camera) edited.camera.value = camera
  layer.classList.remove('opening')
  if (hadFocus) layer.querySelector<HTMLElement>('.board')?.focus()
  board.value = edited
  return edited
}

/** What this browser remembers, but for what the host has said. */
const memoryOf = ({ options }: Pick<FrameParts, 'options'>): LocalMemory => ({
  recall: (key) => (key === 'theme' ? options.peek().theme : localMemory.recall(key)),
  remember: (key, value) => {
    if (key !== 'theme') localMemory.remember(key, value)
  },
})
