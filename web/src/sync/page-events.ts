import type { Signal } from '@preact/signals'

export interface NetworkEvents {
  /** The browser lost its network. A hint: a server on this very machine may still answer, so the socket decides. */
  gone(): void
  /** The browser has a network again. */
  back(): void
  /** Somebody looks at the page again, maybe after the machine slept. */
  seen(): void
}

/** Keeps `online` at what the browser believes. Answers how to stop. */
export function watchNetwork(online: Signal<boolean>, events: NetworkEvents): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const onChange = () => {
    online.value = navigator.onLine
    if (navigator.onLine) events.back()
    else events.gone()
  }
  window.addEventListener('online', onChange, { signal })
  window.addEventListener('offline', onChange, { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && events.seen(), {
    signal,
  })
  return () => listening.abort()
}

/** Asks before the page closes, while `wouldLose` says so. Answers how to stop. */
export function guardUnload(wouldLose: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault()
  }
  window.addEventListener('beforeunload', ask)
  return () => window.removeEventListener('beforeunload', ask)
}
