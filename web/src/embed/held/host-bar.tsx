import type { ReadonlySignal } from '@preact/signals'
import { render } from 'preact'
import { Icon } from '../../ui/icon.tsx'
import { Speaker, useWords } from '../../words/use-words.ts'
import type { Translate } from '../../words/words.ts'

/** What the page around the frame has put above the board. */
export interface HostButtons {
  readonly title: string
  /** What the page says about the board. */
  readonly status: string
  /** What is being waited for; null: nothing. */
  readonly busy: string | null
  readonly actions: readonly { readonly label: string; readonly run: () => void; readonly isMain?: boolean }[]
}

/** Puts it over the page, whether a board is there or not: what is waited for may be the board. */
export function mountHostBar(buttons: ReadonlySignal<HostButtons | null>, t: Translate): void {
  const layer = document.createElement('div')
  layer.className = 'chrome embedded'
  document.body.prepend(layer)
  render(
    <Speaker.Provider value={t}>
      <HostBar buttons={buttons} />
    </Speaker.Provider>,
    layer,
  )
}

function HostBar({ buttons }: { buttons: ReadonlySignal<HostButtons | null> }) {
  const t = useWords()
  const shown = buttons.value
  if (!shown) return null
  const { title, status, busy, actions } = shown
  return (
    <header class="host-bar">
      {title !== '' && <h1>{title}</h1>}
      <output aria-label={t('Status')}>
        {busy !== null && <Icon name="loader-circle" spin />}
        {busy ?? status}
      </output>
      {actions.map(({ label, run, isMain = false }) => (
        <button key={label} type="button" class={isMain ? 'button primary' : 'button'} onClick={run}>
          {label}
        </button>
      ))}
    </header>
  )
}
