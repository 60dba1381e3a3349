/** A frame's layers while its board is looked at. */
export interface FrameLayers {
  /** What is drawn on. */
  readonly host: HTMLElement
  /** What floats above it. */
  readonly chrome: HTMLElement
}

/** Puts the board first: Tab goes from the page into it, then to what floats above it, then out again. */
export function layOutFrame(root: HTMLElement): FrameLayers {
  const host = document.createElement('main')
  host.className = 'board'
  host.tabIndex = 0
  const chrome = document.createElement('div')
  host.addEventListener('focus', () => host.toggleAttribute('data-keyboard', host.matches(':focus-visible')))
  host.addEventListener('pointerdown', () => host.removeAttribute('data-keyboard'))
  root.replaceChildren(host, chrome)
  return { host, chrome }
}
