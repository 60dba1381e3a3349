import { effect, type ReadonlySignal, useSignal } from '@preact/signals'
import { render } from 'preact'
import type { Insets } from '../editor/camera.ts'
import { openBoard } from '../open-board.ts'
import type { LoadedBoard } from '../open-page.tsx'
import type { LocalMemory } from '../start/local-memory.ts'
import type { BoardApp } from '../ui/board-app.ts'
import { Announcer } from '../ui/announcer.tsx'
import { Fetched } from '../ui/fetched.tsx'
import { keepFocus } from '../ui/keep-focus.ts'
import { StatusLine } from '../ui/status-line.tsx'
import { StylePanel } from '../ui/style-panel.tsx'
import { ToastRegion } from '../ui/toasts.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { ViewControls } from '../ui/view-controls.tsx'
import { Warnings } from '../ui/warnings.tsx'
import { embeddedBoard } from './embedded-board.ts'
import type { EmbeddedBoard } from './embed-frame.ts'
import type { EmbedOptions } from './embed-options.ts'
import { followNamed } from './follow-named.ts'
import { FrameActions } from './frame-actions.tsx'
import type { Look } from './look.ts'
import { PageTurner } from '../ui/page-turner.tsx'
import { Speaker, useWords } from '../words/use-words.ts'

interface EditOptions {
  readonly memory: LocalMemory
  readonly options: ReadonlySignal<EmbedOptions>
  readonly look: Look
  readonly covered: Insets
}

/** A board to draw on in somebody's page: the tools, and the status when there is something to say. */
export function editBoard(loaded: LoadedBoard, { memory, options, look, covered }: EditOptions): EmbeddedBoard {
  const { session, words, copy, view, files, viewer } = loaded
  const { host, chrome } = loaded.layers
  const from = viewer.close()
  const { paper } = look
  const { app } = openBoard({
    session,
    words,
    copy,
    view,
    files,
    camera: from,
    host,
    memory,
    covered,
    paper,
    hasNoMenu: true,
  })
  effect(() => {
    app.theme.choice.value = options.value.theme
  })
  effect(() => {
    host.toggleAttribute('data-no-cursors', !options.value.cursors)
  })
  const board = embeddedBoard(app, view)
  render(
    <Speaker.Provider value={words.t}>
      <EmbedChrome app={app} paging={board.paging} options={options} />
    </Speaker.Provider>,
    chrome,
  )
  followNamed(options, app.following, app.people)
  return board
}

interface ChromeProps extends Pick<EmbeddedBoard, 'paging'> {
  readonly app: BoardApp
  readonly options: ReadonlySignal<EmbedOptions>
}

function EmbedChrome({ app, paging, options }: ChromeProps) {
  const { editor, status, toasts, session } = app
  const t = useWords()
  const { toolbar } = options.value
  const calm = status.value.state === 'saved' || status.value.state === 'saving'
  return (
    <div class="chrome embedded" data-chrome>
      <Fetched load={loadOnBoard} open given={{ editor }} toasts={toasts} onFail={() => undefined} />
      <div class={calm ? 'top-left unseen' : 'top-left'}>
        <div class="bar island embed-status">
          <StatusLine status={status} />
        </div>
      </div>
      {toolbar !== 'none' && (
        <section class="top-right" aria-label={t('View')}>
          <PageTurner paging={paging} />
          {toolbar === 'full' && <ViewControls editor={editor} steps={app.steps} />}
          <div class="bar island">
            <FrameActions session={session} />
          </div>
        </section>
      )}
      {toolbar !== 'none' && <Tools app={app} withStyles={toolbar === 'full'} />}
      <Warnings app={app} />
      <ToastRegion toasts={toasts} />
      <Announcer editor={editor} />
    </div>
  )
}

const loadOnBoard = () => import('../ui/on-board.tsx')

function Tools({ app, withStyles }: { readonly app: BoardApp; readonly withStyles: boolean }) {
  const t = useWords()
  const open = useSignal(false)
  return (
    <section class="bottom-centre" aria-label={t('Drawing')} ref={keepFocus}>
      {withStyles && (
        <div class="bottom-extras">
          <StylePanel app={app} open={open} />
        </div>
      )}
      <Toolbar toolbox={app.editor.toolbox} />
    </section>
  )
}
