import { useSignal } from '@preact/signals'
import { People } from '../presence/people.tsx'
import type { BoardApp } from './board-app.ts'
import { Announcer } from './announcer.tsx'
import { BackToContent } from './back-to-content.tsx'
import { BoardMenu } from './board-menu.tsx'
import { BoardTitle } from './board-title.tsx'
import type { Command } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { lookOnly } from '../editor/looking.ts'
import { CommandButton } from './command-button.tsx'
import { Dialogs } from './dialogs.tsx'
import { Fetched } from './fetched.tsx'
import { FollowBar } from './follow-bar.tsx'
import { IconButton } from './icon-button.tsx'
import { Icon } from './icon.tsx'
import { keepFocus } from './keep-focus.ts'
import { PageButton } from './page-button.tsx'
import { StatusLine } from './status-line.tsx'
import { StylePanel } from './style-panel.tsx'
import { ToastRegion } from './toasts.tsx'
import { Toolbar } from './toolbar.tsx'
import { ViewControls } from './view-controls.tsx'
import { Warnings } from './warnings.tsx'
import { useWords } from '../words/use-words.ts'

/** All that floats over a board. The canvas lies beside it, not in it. */
export function Shell({ app }: { app: BoardApp }) {
  const t = useWords()
  const commands = [...COMMANDS, ...app.commands]
  const isPresenting = app.presenting.value !== null
  return (
    <div class="chrome" data-chrome data-focused={app.focused.value || isPresenting} data-presenting={isPresenting}>
      <Fetched load={loadOnBoard} open given={{ editor: app.editor }} toasts={app.toasts} onFail={() => undefined} />
      {app.focused.value && !isPresenting && <FocusBar app={app} />}
      <Fetched
        load={loadSayBar}
        open={app.saying.isTyping.value}
        given={{ saying: app.saying }}
        toasts={app.toasts}
        onFail={() => app.saying.cancel()}
      />
      <FollowBar people={app.people} following={app.following} />
      <TopLeft app={app} commands={commands} />
      <TopRight app={app} />
      <section class="bottom-left" aria-label={t('History and zoom')} ref={keepFocus}>
        <Fetched
          load={loadMinimap}
          open={app.preferences.minimap.value}
          given={{ app }}
          toasts={app.toasts}
          onFail={() => (app.preferences.minimap.value = false)}
        />
        <ViewControls editor={app.editor} steps={app.steps} />
      </section>
      <Bottom app={app} />
      <Warnings app={app} />
      <Fetched
        load={loadPanel}
        open={app.panel.value !== null}
        given={{ app }}
        toasts={app.toasts}
        onFail={() => (app.panel.value = null)}
      />
      <Fetched
        load={loadPresentation}
        open={isPresenting}
        given={{ app }}
        toasts={app.toasts}
        onFail={() => (app.presenting.value = null)}
      />
      <ToastRegion toasts={app.toasts} />
      <Announcer editor={app.editor} />
      <Dialogs app={app} />
    </div>
  )
}

const loadOnBoard = () => import('./on-board.tsx')
const loadContextMenu = () => import('./context-menu.tsx')
const loadPanel = () => import('./panel/board-panel.tsx')
const loadMinimap = () => import('./minimap.tsx')
const loadSayBar = () => import('./say-bar.tsx')
const loadPresentation = () => import('./presentation.tsx')

function TopLeft({ app, commands }: { app: BoardApp; commands: readonly Command[] }) {
  const t = useWords()
  return (
    <header class="top-left">
      <div class="bar title-bar island">
        <BoardMenu app={app} />
        <h1 class="unseen">{app.title.value || t('Untitled board')}</h1>
        <BoardTitle title={app.title} onRename={app.rename} readonly={app.editor.readonly} />
        <PageButton app={app} />
        <StatusLine status={app.status} />
      </div>
      <Fetched
        load={loadContextMenu}
        open={app.contextMenu.value !== null}
        given={{ editor: app.editor, commands, at: app.contextMenu }}
        toasts={app.toasts}
        onFail={() => (app.contextMenu.value = null)}
      />
    </header>
  )
}

function TopRight({ app }: { app: BoardApp }) {
  const t = useWords()
  return (
    <section class="top-right" aria-label={t('People and sharing')}>
      <People
        me={app.me.value}
        others={app.people.value}
        unseen={app.unseen.value}
        onRename={(me) => (app.me.value = me)}
        following={app.following.value}
        onFollow={(client) => (app.following.value = client)}
      />
      <button
        type="button"
        class="button primary share-button"
        aria-label={t('Share')}
        onClick={() => (app.dialogs.share.value = true)}
      >
        <Icon name="share-2" />
        <span>{t('Share')}</span>
      </button>
    </section>
  )
}

function Bottom({ app }: { app: BoardApp }) {
  const t = useWords()
  const { editor, contextMenu } = app
  const open = useSignal(false)
  return (
    <section class="bottom-centre" aria-label={t('Drawing')} ref={keepFocus}>
      <BackToContent editor={editor} />
      <div class="bottom-extras">
        {editor.selection.value.size > 0 && !editor.readonly && (
          <SelectionBar editor={editor} contextMenu={contextMenu} />
        )}
        <StylePanel app={app} open={open} />
      </div>
      {editor.looking.value ? <LookBar editor={editor} /> : <Toolbar toolbox={editor.toolbox} />}
    </section>
  )
}

/** In place of the tools while somebody only looks: what that means, and the way back. */
function LookBar({ editor }: Pick<BoardApp, 'editor'>) {
  const t = useWords()
  return (
    <fieldset class="bar island look-bar" aria-label={t('You only look: nothing can be changed')}>
      <Icon name="eye" />
      <span>{t('You only look: nothing can be changed')}</span>
      <button type="button" class="button" onClick={() => lookOnly(editor, false)}>
        {t('Edit')}
      </button>
    </fieldset>
  )
}

function SelectionBar({ editor, contextMenu }: Pick<BoardApp, 'editor' | 'contextMenu'>) {
  const t = useWords()
  return (
    <fieldset class="bar island" aria-label={t('Selection')}>
      <CommandButton command="duplicate" icon="copy-plus" editor={editor} />
      <span class="restack bar-part">
        <CommandButton command="bring-to-front" icon="bring-to-front" editor={editor} />
        <CommandButton command="send-to-back" icon="send-to-back" editor={editor} />
      </span>
      <CommandButton command="delete" icon="trash-2" editor={editor} />
      <IconButton
        icon="ellipsis"
        label={t('More')}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => (contextMenu.value = cornerOf(currentTarget))}
      />
    </fieldset>
  )
}

const cornerOf = (button: Element) => {
  const { left, top } = button.getBoundingClientRect()
  return { x: left, y: top }
}

/** All that is left when only the drawing is shown: whether work is safe, and the way back. */
function FocusBar({ app: { focused, status, title } }: { app: BoardApp }) {
  const t = useWords()
  return (
    <section class="focus-bar" aria-label={t('Only the drawing is shown')}>
      <h1 class="unseen">{title.value || t('Untitled board')}</h1>
      <div class="bar island">
        <StatusLine status={status} />
        <IconButton
          icon="minimize"
          label={t('Show everything')}
          tip="below end"
          onClick={() => (focused.value = false)}
        />
      </div>
    </section>
  )
}
