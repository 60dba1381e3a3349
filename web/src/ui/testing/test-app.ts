import { signal } from '@preact/signals'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { createEditor, type OwnedEditor } from '../../editor/create-editor.ts'
import type { Guest } from '../../presence/guest.ts'
import type { Person } from '../../presence/presence.ts'
import { createOwnColors } from '../../start/own-colors.ts'
import { createSaying } from '../../presence/saying.ts'
import { createPreferences } from '../../start/preferences.ts'
import { createTileCache, type TileCache } from '../../scene/tile-cache.ts'
import type { LocalMemory } from '../../start/local-memory.ts'
import type { LostWork } from '../../sync/rescue.ts'
import { testSession } from '../../sync/testing/test-session.ts'
import type { SyncStatus } from '../../sync/sync-status.ts'
import { TOOLS } from '../../tools/index.ts'
import type { BoardApp, PanelTab } from '../board-app.ts'
import { closedDialogs } from '../dialogs.tsx'
import { pageCommands } from '../page-commands.ts'
import { createTheme } from '../theme.ts'
import { createToasts } from '../toasts.tsx'
import { CATALOGUES } from '../../words/catalogues.ts'
import { createWords } from '../../words/words.ts'

/** Of a board on which nobody has drawn. */
const NO_HISTORY = { earliest: 0, newest: 0, keptSeconds: 86_400, sittings: [], versions: [] }

/** A board's app around a real editor, with no server and no canvas; `done` lists what the page was asked to do. */
export interface TestApp {
  readonly app: BoardApp
  readonly editor: OwnedEditor
  readonly tiles: TileCache
  readonly status: { value: SyncStatus }
  readonly lost: { value: LostWork | null }
  readonly people: { value: readonly Person[] }
  readonly unseen: { value: number }
  readonly done: string[]
  dispose(): void
}

export function newMemory(): LocalMemory {
  const kept = new Map<string, string>()
  return {
    recall: (key) => (kept.has(key) ? (JSON.parse(kept.get(key)!) as unknown) : undefined),
    remember: (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}

export function createTestApp(): TestApp {
  const document = createBoardDocument(new Doc())
  const editor = createEditor({ document, measure: (text, _font, size) => text.length * size * 0.6, tools: TOOLS })
  const theme = createTheme(newMemory())
  const status = signal<SyncStatus>({ state: 'saved' })
  const people = signal<readonly Person[]>([])
  const unseen = signal(0)
  const lost = signal<LostWork | null>(null)
  const steps = signal({ canUndo: false, canRedo: false })
  const stop = editor.history.onChange(() => {
    steps.value = { canUndo: editor.history.canUndo, canRedo: editor.history.canRedo }
  })
  const title = signal('Plans')
  const tiles = createTileCache({ scene: editor.scene })
  const preferences = createPreferences(newMemory())
  const ownColors = createOwnColors(newMemory(), editor.style)
  const done: string[] = []
  const does = (what: string) => () => void done.push(what)
  const focused = signal(false)
  const saying = createSaying(editor.clock)
  const dialogs = closedDialogs()
  const panel = signal<PanelTab | null>(null)
  const presenting = signal<string | null>(null)
  const menu = {
    save: (format: string) => void done.push(`save ${format}`),
    copyPicture: does('copy picture'),
    copyLink: does('copy link'),
  }
  const words = createWords(CATALOGUES)
  const toasts = createToasts()
  const pictures = {
    take: (blobs: readonly Blob[]) => void done.push(`take ${blobs.map(({ type }) => type).join()}`),
    replace: (id: string, file: Blob) => void done.push(`replace ${id} by ${file.type}`),
  }
  const app: BoardApp = {
    id: 'board-one-1',
    session: testSession('edit', (path) => (path === '/history' ? NO_HISTORY : {})),
    words,
    memory: newMemory(),
    document,
    editor,
    title,
    status,
    steps,
    me: signal<Guest>({ name: 'Blue Heron', color: '#1d6fd1' }),
    people,
    unseen,
    theme,
    preferences,
    ownColors,
    tiles,
    focused,
    saying,
    toasts,
    commands: pageCommands({
      words,
      toasts,
      menu,
      theme,
      dialogs,
      focused,
      presenting,
      panel,
      preferences,
      pictures,
      saying,
    }),
    dialogs,
    contextMenu: signal(null),
    menu,
    files: {
      status: signal({ waiting: 0, kept: true, refused: null }),
      retry: does('retry pictures'),
      keep: ({ hash }) => Promise.resolve(does(`keep ${hash}`)()),
    },
    pictures,
    incoming: signal(null),
    rename: (text) => (title.value = text),
    following: signal<number | null>(null),
    panel,
    presenting,
    lost,
    forgetLost: () => {
      lost.value = null
      done.push('forget lost')
    },
    resetCopy: does('reset copy'),
  }
  return {
    app,
    editor,
    tiles,
    status,
    lost,
    people,
    unseen,
    done,
    dispose() {
      stop()
      theme.dispose()
      tiles.dispose()
      preferences.dispose()
      ownColors.dispose()
      editor.dispose()
      document.destroy()
    },
  }
}
