import type { ReadonlySignal } from '@preact/signals'
import { render } from 'preact'
import { useMemo } from 'preact/hooks'
import type { LiveScene } from '../scene/live-scene.ts'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import { FrameTitles } from '../ui/above-frames.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { EmbedOptions } from './embed-options.ts'
import { FrameActions } from './frame-actions.tsx'
import type { LightBoard } from './light-board.ts'
import { zoomBy, ZOOM_STEP } from './gestures.ts'
import { PageTurner } from '../ui/page-turner.tsx'
import { Speaker } from '../words/use-words.ts'
import type { Words } from '../words/words.ts'

export interface ChromeParts {
  readonly options: ReadonlySignal<EmbedOptions>
  readonly active: ReadonlySignal<boolean>
  readonly light: LightBoard
  readonly live: LiveScene
  readonly session: Session
  readonly status: ReadonlySignal<SyncStatus>
  readonly mayWrite: boolean
  readonly words: Words
}

/** What floats over a board in a frame that is looked at. */
export const mountChrome = (layer: HTMLElement, parts: ChromeParts): void =>
  render(
    <Speaker.Provider value={parts.words.t}>
      <FrameChrome {...parts} />
    </Speaker.Provider>,
    layer,
  )

function FrameChrome({ options, active, light, live, session, status, mayWrite, words: { t } }: ChromeParts) {
  const { toolbar } = options.value
  const { view, fit } = light
  const titles = useMemo(() => <FrameTitles view={{ ...view, live }} />, [view, live])
  if (toolbar === 'none')
    return (
      <div class="chrome embedded" data-chrome>
        {titles}
      </div>
    )
  return (
    <div class="chrome embedded" data-chrome>
      {titles}
      <p class="embed-hint island" aria-hidden="true" hidden={active.value}>
        {mayWrite ? t('Click to zoom and draw') : t('Click to zoom and move around')}
      </p>
      {status.value.state === 'offline' && <output class="top-left embed-offline">{t('Reconnecting…')}</output>}
      <section class="embed-view" aria-label={t('View')}>
        <PageTurner paging={view.paging} />
        <div class="bar island">
          {toolbar === 'full' && (
            <>
              <IconButton icon="minus" label={t('Zoom out')} onClick={() => zoomBy(view, 1 / ZOOM_STEP)} />
              <IconButton icon="plus" label={t('Zoom in')} onClick={() => zoomBy(view, ZOOM_STEP)} />
              <IconButton icon="maximize" label={t('Show everything')} onClick={fit} />
            </>
          )}
          <FrameActions session={session} />
        </div>
      </section>
    </div>
  )
}
