import { Speaker } from './words/use-words.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { Fragment, h, render } from 'preact'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { mountCanvas } from './canvas/mount-canvas.ts'
import type { BoardView } from './board-view.ts'
import type { Camera, Insets } from './editor/camera.ts'
import { finishTyping } from './editor/typing.ts'
import { keepTypeset } from './editor/typesetting.ts'
import { createEditor, type OwnedEditor } from './editor/create-editor.ts'
import type { BoardFiles } from './files/board-files.ts'
import { wholeStatus } from './files/whole-status.ts'
import { askForImages, attachDrops, middleOfView, pictureActions } from './input/image-input.ts'
import { attachInput } from './input/attach-input.ts'
import { takeDrawings } from './import/take-drawings.ts'
import { attachClipboard } from './input/clipboard.ts'
import { attachContextMenu } from './input/context-menu.ts'
import { markProgress } from './page-state.ts'
import { mountCursors } from './presence/cursors.ts'
import { createFollowing } from './presence/following.ts'
import { recallGuest } from './presence/guest.ts'
import { keepGuest } from './presence/keep-guest.ts'
import { createPeers } from './presence/presence.ts'
import { arrival, publishEditor } from './presence/publish-editor.ts'
import { createSaying, publishSaying } from './presence/saying.ts'
import type { LocalMemory } from './start/local-memory.ts'
import { createOwnColors } from './start/own-colors.ts'
import { createPreferences } from './start/preferences.ts'
import { boardUrl } from './start/board-address.ts'
import { sharedSecret } from './start/held-links.ts'
import { rememberBoard } from './start/recent-boards.ts'
import { recallStyle, rememberStyle } from './start/remembered-style.ts'
import type { BoardCopy } from './sync/board-copy.ts'
import type { Session } from './sync/session.ts'
import { joinLive } from './sync/live-channel.ts'
import { pen } from './tools/pen.ts'
import type { Paper } from './scene/paper.ts'
import { TOOLS, VIEWER_TOOLS } from './tools/index.ts'
import { boardActions } from './ui/board-actions.ts'
import type { BoardApp, PanelTab } from './ui/board-app.ts'
import { UNTITLED } from './ui/board-title.tsx'
import { closedDialogs } from './ui/dialogs.tsx'
import { pageCommands } from './ui/page-commands.ts'
import { GridOverlay } from './ui/grid-overlay.tsx'
import { TextEditor } from './ui/text-editor.tsx'
import { TYPESETTERS } from './typesetting/index.ts'
import { createToasts, type Toasts } from './ui/toasts.tsx'
import type { Translate, Words } from './words/words.ts'

export interface OpenBoardOptions {
  readonly session: Session
  readonly words: Words
  readonly copy: BoardCopy
  readonly view: BoardView
  readonly files: BoardFiles
  /** Where one looks. */
  readonly camera: Camera
  /** What the canvas fills. */
  readonly host: HTMLElement
  readonly memory: LocalMemory
  /** What the chrome covers of the host. */
  readonly covered: Insets
  /** What lies under the board, where it isn't as the board and the theme have it. */
  readonly paper?: ReadonlySignal<Paper>
  /** Nothing is to be changed, whatever the session allows. */
  readonly looksOnly?: boolean
  /** Its chrome has no menu: nothing begins by itself that one could not end. */
  readonly hasNoMenu?: boolean
}

/** An open board: what its chrome needs, and the one way to close it. */
export interface OpenBoard {
  readonly app: BoardApp
  dispose(): Promise<void>
}

/** Builds the parts of a board and joins them; whoever mounts chrome around it takes `app`. */
export function openBoard(options: OpenBoardOptions): OpenBoard {
  const {
    session,
    words,
    copy,
    view,
    files,
    camera,
    host,
    memory,
    covered,
    paper,
    looksOnly = false,
    hasNoMenu = false,
  } = options
  const { document, sync } = copy
  const { t } = words
  const { board: id } = session
  const readonly = document.newerFormat || looksOnly
  const me = signal(recallGuest(memory, t, session.name))
  const { theme, look, scene, tiles } = view
  const preferences = createPreferences(memory)
  const penDraws = hasNoMenu ? signal(false) : preferences.penDraws
  const editor = createEditor({
    document,
    paging: view.paging,
    scene,
    measure: view.text.measure,
    tools: readonly ? VIEWER_TOOLS : TOOLS,
    readonly,
    covered,
    snapping: preferences.snapping,
    author: () => me.peek().name,
    t,
    pickImages: () => askForImages({ several: true }, (picked) => pictures.take(picked, middleOfView(editor))),
  })
  editor.style.value = recallStyle(memory)
  const ownColors = createOwnColors(memory, editor.style)
  const toasts = createToasts()
  const pictures = pictureActions(editor, files, (text) => toasts.say(text), t)
  const status = computed(() => wholeStatus(sync.status.value, files.status.value))
  const peers = createPeers(sync.awareness, arrival(me.peek(), editor.toolbox.current.peek().id))
  const following = createFollowing(editor, peers)
  const focused = signal(false)
  const saying = createSaying(editor.clock)
  const dialogs = closedDialogs()
  const panel = signal<PanelTab | null>(null)
  const presenting = signal<string | null>(null)
  const contextMenu = signal<Vector | null>(null)
  const menu = boardActions({ link: () => boardUrl(id, sharedSecret(memory, session)), editor, theme, toasts, words })
  const incoming = signal<File | null>(null)
  const openFile = (file: File) => {
    incoming.value = file
    dialogs.import.value = true
  }
  const clipboard = attachClipboard(host, editor, (text) => toasts.say(t(text)), {
    take: pictures.take,
    lend: (hashes) => void files.lend(hashes),
    borrow: (hashes) => void files.borrow(hashes),
    drawing: takeDrawings(editor, files, (text) => toasts.say(text), t),
    open: openFile,
  })
  const commands = [
    ...clipboard.commands,
    ...pageCommands({ words, toasts, menu, theme, dialogs, focused, presenting, panel, preferences, pictures, saying }),
  ]
  const title = titleOf(document)
  const steps = stepsOf(editor)

  const canvas = mountCanvas(host, editor, { theme: look, paper, tiles })
  /** What isn't written yet isn't to be seen yet. */
  const settled = computed(() => (editor.bulk.busy.value ? 'painting' : canvas.paint.value))
  const cursors = mountCursors(host, editor, peers)
  const startInput = () => attachInput(host, editor, { commands, ...preferences, penDraws })
  let stopInput = startInput()
  sync.onReopen(() => {
    stopInput()
    finishWork(editor)
    // Who is asked whether to leave may stay.
    stopInput = startInput()
  })
  const stops = [
    () => stopInput(),
    () => canvas.dispose(),
    cursors.dispose,
    mountOverlay(host, editor, look, t),
    title.dispose,
    steps.dispose,
    readonly
      ? () => undefined
      : onTrue(penDraws, () => toasts.say(t('A pen draws now, a finger moves the board: see the menu.'))),
    () => clipboard.dispose(),
    attachDrops(host, editor, pictures.take, openFile),
    readonly ? () => undefined : keepTypeset(editor, TYPESETTERS),
    attachContextMenu(host, editor, (at) => (contextMenu.value = at)),
    preferences.dispose,
    ownColors.dispose,
    joinLive(editor, sync),
    peers.onLeave((client) => editor.live.forget(client)),
    () => following.dispose(),
    publishEditor(host, editor, me, following, peers),
    publishSaying(host, editor, saying, peers),
    effect(() => peers.publish({ presenting: presenting.value !== null })),
    keepGuest(me, { client: sync.awareness.clientID, others: peers.people }, memory, t),
    effect(() => rememberStyle(memory, editor.style.value)),
    sayInterruptions(editor, toasts, t),
    effect(() => nameThePage(session, title.value.value, t(UNTITLED), memory)),
    markProgress(status, settled),
    peers.dispose,
  ]
  editor.camera.value = camera
  // A new board is ready to be drawn on.
  if (!scene.bounds && !readonly) editor.toolbox.choose(pen.id)
  if (document.newerFormat)
    toasts.say(t('This board was made by a newer Drawbridge: it can be seen here, and changed after an update.'))

  const app: BoardApp = {
    id,
    session,
    words,
    memory,
    document,
    editor,
    title: title.value,
    status,
    files,
    pictures,
    incoming,
    steps: steps.value,
    me,
    people: peers.people,
    unseen: computed(() => Math.max(0, sync.crowd.value - 1 - peers.people.value.length)),
    theme,
    preferences,
    ownColors,
    tiles,
    focused,
    saying,
    toasts,
    commands,
    dialogs,
    contextMenu,
    menu,
    rename: (text) => document.setMeta({ title: text }),
    following: following.whom,
    panel,
    presenting,
    lost: copy.rescue.lost,
    forgetLost: () => copy.rescue.forget(),
    resetCopy: () => void copy.offline.clear().then(() => location.reload()),
  }
  return {
    app,
    async dispose() {
      for (const stop of stops) stop()
      editor.dispose()
      view.dispose()
      files.dispose()
      await copy.dispose()
    },
  }
}

/** The text area and the handles of rows and columns lie over the canvas, inside the same host. */
function mountOverlay(
  host: HTMLElement,
  editor: OwnedEditor,
  theme: ReadonlySignal<'light' | 'dark'>,
  t: Translate,
): () => void {
  const layer = document.createElement('div')
  host.append(layer)
  const inside = h(Fragment, null, h(TextEditor, { editor, theme }), h(GridOverlay, { editor }))
  render(h(Speaker.Provider, { value: t, children: inside }), layer)
  return () => {
    render(null, layer)
    layer.remove()
  }
}

/** A value that follows something which is no signal, until it is disposed. */
interface Followed<T> {
  readonly value: ReadonlySignal<T>
  readonly dispose: () => void
}

function titleOf(document: BoardDocument): Followed<string> {
  const value = signal(document.meta.title)
  return { value, dispose: document.onMeta((meta) => (value.value = meta.title)) }
}

function stepsOf({ history }: OwnedEditor): Followed<{ canUndo: boolean; canRedo: boolean }> {
  const read = () => ({ canUndo: history.canUndo, canRedo: history.canRedo })
  const value = signal(read())
  return { value, dispose: history.onChange(() => (value.value = read())) }
}

/** Whatever is under way counts as far as it has come. */
function finishWork(editor: OwnedEditor): void {
  editor.toolbox.cancel()
  finishTyping(editor)
  editor.bulk.finish()
}

/** Says once that what one typed into is gone, however much is typed on. */
function sayInterruptions({ interrupted }: OwnedEditor, toasts: Toasts, t: Translate): () => void {
  const isInterrupted = computed(() => interrupted.value !== null)
  return effect(() => {
    if (isInterrupted.value) toasts.say(t('Somebody deleted what you were typing in'))
  })
}

function nameThePage({ board: id, pictureKey }: Session, title: string, untitled: string, memory: LocalMemory): void {
  document.title = `${title || untitled} · Drawbridge`
  rememberBoard(memory, { id, title, openedAt: Date.now(), pictureKey })
}

/** Calls `then` each time when `value` becomes true. Answers how to stop. */
function onTrue(value: ReadonlySignal<boolean | null>, then: () => void): () => void {
  let was = value.peek()
  return effect(() => {
    const is = value.value
    if (is && !was) then()
    was = is
  })
}
