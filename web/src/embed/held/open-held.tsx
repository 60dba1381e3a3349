import { effect, type Signal, useSignal } from '@preact/signals'
import { render } from 'preact'
import { createBoardView, openViewer } from '../../board-view.ts'
import { NO_INSETS, type Insets } from '../../editor/camera.ts'
import { openBoard } from '../../open-board.ts'
import { layOut } from '../../page-layers.ts'
import { markBoard } from '../../page-state.ts'
import type { LocalMemory } from '../../start/local-memory.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { Panel as OnBoard } from '../../ui/on-board.tsx'
import { keepFocus } from '../../ui/keep-focus.ts'
import { StylePanel } from '../../ui/style-panel.tsx'
import { ToastRegion } from '../../ui/toasts.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { ViewControls } from '../../ui/view-controls.tsx'
import { embeddedBoard } from '../embedded-board.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { EmbedOptions } from '../embed-options.ts'
import type { Look } from '../look.ts'
import { PageTurner } from '../../ui/page-turner.tsx'
import { HELD_SESSION, heldCopy } from './held-copy.ts'
import { createHeldFiles } from './held-files.ts'
import { Speaker, useWords } from '../../words/use-words.ts'
import type { Words } from '../../words/words.ts'

/** The toolbar and the space around it, and above it what the page around has put there. */
const BARS: Insets = { ...NO_INSETS, top: 56, bottom: 72 }
/** Nothing of somebody else's file is remembered here. */
const FORGETFUL: LocalMemory = { recall: () => undefined, remember: () => undefined }

export interface HeldParts {
  /** As the address has it, until the page around says something else. */
  readonly options: Signal<EmbedOptions>
  readonly words: Words
  readonly look: Look
}

/** A board that the page around the frame holds, open to be drawn on. @throws {Refused} when its file can't be read */
export async function openHeld(
  root: HTMLElement,
  file: string | undefined,
  { options, words, look }: HeldParts,
): Promise<EmbeddedBoard> {
  const { readonly } = options.peek()
  const copy = await heldCopy(file)
  const files = createHeldFiles()
  if (file !== undefined && file.trim() !== '') files.takeFrom(file)
  const view = createBoardView(copy.document, FORGETFUL, files)
  const { host, chrome } = layOut(root, words.t)
  const camera = openViewer(host, view, { covered: BARS, recall: () => undefined }).close()
  const { app } = openBoard({
    session: HELD_SESSION,
    words,
    copy,
    view,
    files,
    camera,
    host,
    memory: FORGETFUL,
    covered: BARS,
    paper: look.paper,
    looksOnly: readonly,
    hasNoMenu: true,
  })
  effect(() => {
    app.theme.choice.value = options.value.theme
  })
  const board = { ...embeddedBoard(app, view), pictures: files }
  render(
    <Speaker.Provider value={words.t}>
      <HeldChrome board={board} app={app} options={options} />
    </Speaker.Provider>,
    chrome,
  )
  markBoard('ready')
  return board
}

interface HeldChromeProps extends Pick<HeldParts, 'options'> {
  readonly board: EmbeddedBoard
  readonly app: BoardApp
}

function HeldChrome({ board, app, options }: HeldChromeProps) {
  const t = useWords()
  const { editor, toasts, steps } = app
  const open = useSignal(false)
  const { toolbar } = options.value
  return (
    <div class="chrome embedded" data-chrome>
      <OnBoard editor={editor} />
      {toolbar !== 'none' && (
        <section class="top-right" aria-label={t('View')}>
          <PageTurner paging={board.paging} />
          {toolbar === 'full' && <ViewControls editor={editor} steps={steps} />}
        </section>
      )}
      {toolbar !== 'none' && !editor.readonly && (
        <section class="bottom-centre" aria-label={t('Drawing')} ref={keepFocus}>
          {toolbar === 'full' && (
            <div class="bottom-extras">
              <StylePanel app={app} open={open} />
            </div>
          )}
          <Toolbar toolbox={editor.toolbox} />
        </section>
      )}
      <ToastRegion toasts={toasts} />
      <Announcer editor={editor} />
    </div>
  )
}
