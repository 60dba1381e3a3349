import { type Signal, useSignal } from '@preact/signals'
import { render } from 'preact'
import { createBoardView, openViewer } from '../../board-view.ts'
import { NO_INSETS, type Insets } from '../../editor/camera.ts'
import { openBoard } from '../../open-board.ts'
import { layOut } from '../../page-layers.ts'
import { markBoard } from '../../page-state.ts'
import type { LocalMemory } from '../../start/local-memory.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import { keepFocus } from '../../ui/keep-focus.ts'
import { StylePanel } from '../../ui/style-panel.tsx'
import { ToastRegion } from '../../ui/toasts.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { embeddedBoard } from '../embedded-board.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import { HELD_SESSION, heldCopy } from './held-copy.ts'
import { createHeldFiles } from './held-files.ts'
import { HostBar, type HostButtons } from './host-bar.tsx'

/** The toolbar and the space around it, and above it what the page around has put there. */
const BARS: Insets = { ...NO_INSETS, top: 56, bottom: 72 }
/** Nothing of somebody else's file is remembered here. */
const FORGETFUL: LocalMemory = { recall: () => undefined, remember: () => undefined }

/** A board that the page around the frame holds, open to be drawn on. @throws {Refused} when its file can't be read */
export async function openHeld(
  root: HTMLElement,
  file: string | undefined,
  buttons: Signal<HostButtons | null>,
): Promise<EmbeddedBoard> {
  const copy = await heldCopy(file)
  const files = createHeldFiles()
  if (file !== undefined && file.trim() !== '') files.takeFrom(file)
  const view = createBoardView(copy.document, FORGETFUL, files)
  const { host, chrome } = layOut(root)
  const camera = openViewer(host, view, { covered: BARS, recall: () => undefined }).close()
  const { app } = openBoard({
    session: HELD_SESSION,
    copy,
    view,
    files,
    camera,
    host,
    memory: FORGETFUL,
    covered: BARS,
  })
  render(<HeldChrome app={app} buttons={buttons} />, chrome)
  markBoard('ready')
  return { ...embeddedBoard(app, view), pictures: files }
}

function HeldChrome({
  app: { editor, theme, toasts },
  buttons,
}: {
  app: BoardApp
  buttons: Signal<HostButtons | null>
}) {
  const open = useSignal(false)
  return (
    <div class="chrome embedded" data-chrome>
      <HostBar buttons={buttons} />
      <section class="bottom-centre" aria-label="Drawing" ref={keepFocus}>
        <div class="bottom-extras">
          <StylePanel editor={editor} dark={theme.dark.value} open={open} />
        </div>
        <Toolbar toolbox={editor.toolbox} />
      </section>
      <ToastRegion toasts={toasts} />
    </div>
  )
}
