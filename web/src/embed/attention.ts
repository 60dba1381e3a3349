import { computed, type ReadonlySignal, signal } from '@preact/signals-core'

/** Can the frame be seen: is any of it on the screen, in a tab that is shown? False until the browser has said so. */
export interface Attention {
  readonly seen: ReadonlySignal<boolean>
  dispose(): void
}

/** Browsers tell this to frames of other sites, too, without telling them where on the page they are. */
export function watchAttention(element: Element): Attention {
  const inView = signal(false)
  const shown = signal(!document.hidden)
  const observer = new IntersectionObserver((entries) => {
    inView.value = entries.at(-1)?.isIntersecting ?? false
  })
  const onVisibility = () => (shown.value = !document.hidden)
  observer.observe(element)
  document.addEventListener('visibilitychange', onVisibility)
  return {
    seen: computed(() => inView.value && shown.value),
    dispose() {
      observer.disconnect()
      document.removeEventListener('visibilitychange', onVisibility)
    },
  }
}

/** Resolves as soon as a value is true. */
export const once = (value: ReadonlySignal<boolean>): Promise<void> =>
  new Promise((resolve) => {
    const stop = value.subscribe((now) => {
      if (!now) return
      resolve()
      queueMicrotask(() => stop())
    })
  })
