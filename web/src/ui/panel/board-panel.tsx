import '../../../styles/board-panel.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BoardApp } from '../board-app.ts'
import { IconButton } from '../icon-button.tsx'
import { TABS } from './tabs.ts'
import { useWords } from '../../words/use-words.ts'

/** How the board is structured, beside it: one tab for each list. Escape closes it and gives the focus back to the board. */
export function Panel({ app }: { readonly app: BoardApp }) {
  const t = useWords()
  const chosen = TABS.find(({ id }) => id === app.panel.value)
  const panel = useRef<HTMLElement>(null)
  const tabs = useRef<HTMLDivElement>(null)
  const close = () => {
    app.panel.value = null
    document.getElementById('board')?.focus()
  }
  useLayoutEffect(() => {
    focusTab(tabs.current)
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && close()
    panel.current?.addEventListener('keydown', onKey)
  }, [])
  if (!chosen) return null
  const onArrow = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    app.panel.value = TABS.at((TABS.indexOf(chosen) + step) % TABS.length)!.id
    requestAnimationFrame(() => focusTab(tabs.current))
  }
  const { Content } = chosen
  return (
    <section ref={panel} class="board-panel island" role="dialog" aria-label={t('Structure of the board')}>
      <div class="board-panel-head">
        <div
          ref={tabs}
          class="board-panel-tabs"
          role="tablist"
          tabIndex={-1}
          aria-label={t('What to show')}
          onKeyDown={onArrow}
        >
          {TABS.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`panel-tab-${id}`}
              aria-selected={id === chosen.id}
              aria-controls="panel-content"
              tabIndex={id === chosen.id ? 0 : -1}
              onClick={() => (app.panel.value = id)}
            >
              {t(label)}
            </button>
          ))}
        </div>
        <IconButton icon="x" label={t('Close the panel')} tip="below end" onClick={close} />
      </div>
      <div id="panel-content" class="board-panel-content" role="tabpanel" aria-labelledby={`panel-tab-${chosen.id}`}>
        <Content app={app} />
      </div>
    </section>
  )
}

function focusTab(tabs: HTMLElement | null): void {
  tabs?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
}
