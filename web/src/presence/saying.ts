import { effect, signal, type Signal } from '@preact/signals'
import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import type { Clock } from '../editor/clock.ts'
import type { Editor } from '../editor/editor.ts'
import type { Peers } from './presence.ts'

/** Milliseconds for which words that are finished can still be read. */
const LINGER_MS = 6_000

/** What I say beside my pointer: everybody sees it while it is typed and a moment longer, and nobody keeps it. */
export interface Saying {
  readonly words: Signal<string>
  readonly isTyping: Signal<boolean>
  begin(): void
  /** The words are finished: they stay for a moment. */
  finish(): void
  /** Takes the words back. */
  cancel(): void
}

export function createSaying(clock: Clock): Saying {
  const words = signal('')
  const isTyping = signal(false)
  let stop = () => {}
  const cancel = () => {
    stop()
    isTyping.value = false
    words.value = ''
  }
  return {
    words,
    isTyping,
    begin() {
      cancel()
      isTyping.value = true
    },
    finish() {
      if (!isTyping.peek()) return
      isTyping.value = false
      stop = clock.later(LINGER_MS, cancel)
    },
    cancel,
  }
}

/** Tells the others; my pointer stays where it was last for as long, or comes to the middle of what I see. Answers how to stop. */
export function publishSaying(
  host: HTMLElement,
  { camera, viewport }: Pick<Editor, 'camera' | 'viewport'>,
  { words, isTyping }: Saying,
  peers: Pick<Peers, 'publish'>,
): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let at: Vector | null = null
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = host.getBoundingClientRect()
    at = toScene(camera.peek(), clientX - left, clientY - top)
  }
  const onGone = () => {
    if (isTyping.peek() || words.peek() !== '') peers.publish({ cursor: at })
    else at = null
  }
  host.addEventListener('pointermove', onMove, { signal, passive: true })
  host.addEventListener('pointerleave', onGone, { signal })
  const stop = effect(() => {
    const saying = words.value || undefined
    if (isTyping.value) {
      const { width, height } = viewport.peek()
      at ??= toScene(camera.peek(), width / 2, height / 2)
      peers.publish({ saying, cursor: at })
    } else peers.publish({ saying })
  })
  return () => {
    listening.abort()
    stop()
  }
}
