/**
 * Keys of a toolbar (WAI-ARIA Authoring Practices, toolbar pattern): one stop for Tab, arrows, Home and End move within.
 * Give it as `onKeyDown` of the element whose buttons take part.
 */
export function moveFocus(event: KeyboardEvent & { currentTarget: EventTarget | null }): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button')].filter(isShown)
  const here = stops.indexOf(document.activeElement as HTMLElement)
  const next = nextStop(event.key, here, stops.length)
  if (here < 0 || next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  stops[here]!.tabIndex = -1
  stops[next]!.tabIndex = 0
  stops[next]!.focus()
}

/** A narrow window leaves some out. */
const isShown = (stop: HTMLElement) => stop.getClientRects().length > 0

/** Which of `count` stops a key leads to from the one at `here`; undefined when the key means nothing here. */
export function nextStop(key: string, here: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (here + 1) % count
    case 'ArrowLeft':
    case 'ArrowUp':
      return (here - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
