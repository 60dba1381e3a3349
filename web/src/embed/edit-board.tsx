import { useSignal } from '@preact/signals'
import { render } from 'preact'
import type { Insets } from '../editor/camera.ts'
import { openBoard } from '../open-board.ts'
import type { LoadedBoard } from '../open-page.tsx'
import { localMemory } from '../start/local-memory.ts'
import type { BoardApp } from '../ui/board-app.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { UNTITLED } from '../ui/board-title.tsx'
import { LostWorkBanner } from '../ui/lost-work.tsx'
import { PicturesBanner } from '../ui/pictures-banner.tsx'
import { RefusalBanner } from '../ui/refusal-banner.tsx'
import { StatusLine } from '../ui/status-line.tsx'
import { StylePanel } from '../ui/style-panel.tsx'
import { ToastRegion } from '../ui/toasts.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import type { EmbeddedBoard } from './embed-frame.ts'

/** A board to draw on in somebody's page: the tools, and the status when there is something to say. */
export function editBoard(
  { session, layers: { host, chrome }, copy, view, files, viewer }: LoadedBoard,
  covered: Insets,
): EmbeddedBoard {
  const { app } = openBoard({
    session,
    copy,
    view,
    files,
    camera: viewer.close(),
    host,
    memory: localMemory,
    covered,
  })
  render(<EmbedChrome app={app} />, chrome)
  const { document, scene, camera, viewport } = app.editor
  return {
    session,
    document,
    scene,
    camera,
    viewport,
    paint: view.tiles.state,
    status: app.status,
    people: app.people,
    app,
  }
}

function EmbedChrome({ app }: { app: BoardApp }) {
  const open = useSignal(false)
  const { editor, theme, status, toasts } = app
  const calm = status.value.state === 'saved' || status.value.state === 'saving'
  return (
    <div class="chrome embedded" data-chrome>
      <div class={calm ? 'top-left unseen' : 'top-left'}>
        <div class="bar island embed-status">
          <StatusLine status={status} />
        </div>
      </div>
      <section class="bottom-centre" aria-label="Drawing" ref={keepFocus}>
        <div class="bottom-extras">
          <StylePanel editor={editor} dark={theme.dark.value} open={open} />
        </div>
        <Toolbar toolbox={editor.toolbox} />
      </section>
      <LostWorkBanner lost={app.lost} title={app.title.value || UNTITLED} onForget={app.forgetLost} />
      <PicturesBanner files={app.files} />
      <RefusalBanner status={status} onSave={app.menu.save} onReset={app.resetCopy} />
      <ToastRegion toasts={toasts} />
    </div>
  )
}
