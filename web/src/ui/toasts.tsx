import { type ReadonlySignal, signal } from '@preact/signals'
import { useWords } from '../words/use-words.ts'

interface Toast {
  readonly key: number
  readonly text: string
}

/** Short notes that come and go by themselves. */
export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>
  say(text: string): void
}

/** Long enough to read a short sentence. */
const SHOWN_MS = 4_000
const MOST = 3

export function createToasts(): Toasts {
  const shown = signal<readonly Toast[]>([])
  let next = 0
  return {
    shown,
    say(text) {
      const toast = { key: next++, text }
      shown.value = [...shown.peek().filter((other) => other.text !== text), toast].slice(-MOST)
      setTimeout(() => (shown.value = shown.peek().filter((other) => other !== toast)), SHOWN_MS)
    },
  }
}

/** The region is always there, so that screen readers know it before something is said. */
export function ToastRegion({ toasts }: { toasts: Toasts }) {
  const t = useWords()
  return (
    <output class="toasts" aria-label={t('Notes')}>
      {toasts.shown.value.map(({ key, text }) => (
        <p key={key} class="toast">
          {text}
        </p>
      ))}
    </output>
  )
}
