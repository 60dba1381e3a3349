import { type ReadonlySignal, signal } from '@preact/signals-core'

/** Does somebody work in the frame? From the first click or Tab into it to the first anywhere else. Lives as long as the page. */
export function watchActivity(): ReadonlySignal<boolean> {
  const active = signal(document.hasFocus())
  const begin = () => (active.value = true)
  window.addEventListener('focus', begin)
  window.addEventListener('click', begin, { capture: true })
  window.addEventListener('blur', () => (active.value = document.hasFocus()))
  return active
}
