import { MIDDLE_BUTTON } from './buttons.ts'
import { isOnControl } from './host.ts'

/** Keeps the browser from answering with what is its own where the board answers. Answers how to stop. */
export function keepFromPage(host: HTMLElement): () => void {
  const listening = new AbortController()
  const { signal } = listening
  /**
   * A finger that is lifted in motion would leave the browser in a fling that nobody sees, and the next tap, wherever it is, would only
   * stop that: no click comes of it.
   */
  const fling = (event: TouchEvent) => {
    if (!isOnControl(event)) event.preventDefault()
  }
  /** A middle click would start the page's own scrolling. */
  const scroll = (event: MouseEvent) => {
    if (event.button === MIDDLE_BUTTON) event.preventDefault()
  }
  // The board answers every touch itself.
  host.style.touchAction = 'none'
  host.addEventListener('touchmove', fling, { signal, passive: false })
  host.addEventListener('mousedown', scroll, { signal })
  return () => listening.abort()
}
