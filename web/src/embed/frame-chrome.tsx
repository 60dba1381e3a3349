import { type ReadonlySignal, useComputed } from '@preact/signals'
import { render } from 'preact'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { EmbedOptions } from './embed-options.ts'
import { FrameActions } from './frame-actions.tsx'
import type { LightBoard } from './light-board.ts'
import { zoomBy, ZOOM_STEP } from './gestures.ts'
import { PageTurner } from './page-turner.tsx'
import { wordsOf } from './words.ts'

export interface ChromeParts {
  readonly options: ReadonlySignal<EmbedOptions>
  readonly active: ReadonlySignal<boolean>
  readonly light: LightBoard
  readonly session: Session
  readonly status: ReadonlySignal<SyncStatus>
  readonly mayWrite: boolean
}

/** What floats over a board in a frame that is looked at. */
export const mountChrome = (layer: HTMLElement, parts: ChromeParts): void => render(<FrameChrome {...parts} />, layer)

function FrameChrome({ options, active, light, session, status, mayWrite }: ChromeParts) {
  const words = useComputed(() => wordsOf(options.value)).value
  const { toolbar } = options.value
  if (toolbar === 'none') return null
  const { view, fit } = light
  return (
    <div class="chrome embedded" data-chrome>
      <p class="embed-hint island" aria-hidden="true" hidden={active.value}>
        {mayWrite ? words.clickToDraw : words.clickToMove}
      </p>
      {status.value.state === 'offline' && <output class="top-left embed-offline">{words.reconnecting}</output>}
      <section class="embed-view" aria-label={words.view}>
        <PageTurner paging={view.paging} words={words} />
        <div class="bar island">
          {toolbar === 'full' && (
            <>
              <IconButton icon="minus" label={words.zoomOut} onClick={() => zoomBy(view, 1 / ZOOM_STEP)} />
              <IconButton icon="plus" label={words.zoomIn} onClick={() => zoomBy(view, ZOOM_STEP)} />
              <IconButton icon="maximize" label={words.fit} onClick={fit} />
            </>
          )}
          <FrameActions session={session} words={words} />
        </div>
      </section>
    </div>
  )
}
