/**
 * Give it as `ref` of bars beside a drawing: a click works its button and leaves the focus where it was. Otherwise a button
 * would take the space bar, the arrows and the caret from somebody who only picked a colour.
 */
export function keepFocus(bar: HTMLElement | null): void {
  bar?.addEventListener('mousedown', stay)
}

function stay(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
}
