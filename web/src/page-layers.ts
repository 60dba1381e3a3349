import { render } from 'preact'
import { NO_INSETS, type Insets } from './editor/camera.ts'
import { inEnglish, type Translate } from './words/words.ts'

/** The bars of a board's page at the top and at the bottom, and the space around them. */
export const BARS: Insets = { ...NO_INSETS, top: 72, bottom: 72 }

/** A board page's two layers. */
export interface PageLayers {
  /** What is drawn on. */
  readonly host: HTMLElement
  /** What floats above it. */
  readonly chrome: HTMLElement
}

/** Replaces whatever `root` shows by the two layers of a board. */
export function layOut(root: HTMLElement, t: Translate = inEnglish): PageLayers {
  render(null, root)
  const skip = document.createElement('a')
  skip.className = 'skip-link'
  skip.href = '#board'
  skip.textContent = t('Skip to the board')
  const host = document.createElement('main')
  host.id = 'board'
  host.className = 'board'
  host.tabIndex = 0
  host.ariaLabel = t('Board')
  const chrome = document.createElement('div')
  ringForKeyboards(host)
  root.replaceChildren(skip, chrome, host)
  return { host, chrome }
}

/**
 * Shows where the focus is to those who came with the keyboard. `:focus-visible` alone would frame the whole board as soon as
 * somebody who draws with the mouse presses a shortcut.
 */
function ringForKeyboards(host: HTMLElement): void {
  host.addEventListener('focus', () => host.toggleAttribute('data-keyboard', host.matches(':focus-visible')))
  host.addEventListener('pointerdown', () => host.removeAttribute('data-keyboard'))
}
