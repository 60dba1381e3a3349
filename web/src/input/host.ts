const PAGE_CONTROLS = 'a, button, input, textarea, select, [contenteditable]'

/** Was it done to something on the board that is the page's, as the text that is being typed? */
export const isOnControl = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(PAGE_CONTROLS) !== null

/** A pointer that a script made can't be captured; its events reach the host all the same. */
export function capture(host: HTMLElement, pointerId: number): void {
  try {
    host.setPointerCapture(pointerId)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}
