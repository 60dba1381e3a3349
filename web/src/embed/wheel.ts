/**
 * Leaves the wheel to the page around a frame that nobody works in: whoever scrolls past an embedded board keeps scrolling.
 * A click or Tab into the board gives it the wheel. Call it before the board listens. Answers how to stop.
 */
export function yieldWheel(host: HTMLElement, hasFocus: () => boolean = () => document.hasFocus()): () => void {
  const pass = (event: WheelEvent) => {
    if (!hasFocus()) event.stopImmediatePropagation()
  }
  host.addEventListener('wheel', pass, { capture: true, passive: true })
  return () => host.removeEventListener('wheel', pass, { capture: true })
}
