import type { ReadonlySignal, Signal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Command } from '../editor/command.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import type { PictureActions } from '../input/image-input.ts'
import type { Saying } from '../presence/saying.ts'
import type { Guest } from '../presence/guest.ts'
import type { Person } from '../presence/presence.ts'
import type { TileCache } from '../scene/tile-cache.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import type { OwnColors } from '../start/own-colors.ts'
import type { Preferences } from '../start/preferences.ts'
import type { LostWork } from '../sync/rescue.ts'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import type { MenuActions } from './board-actions.ts'
import type { OpenDialogs } from './dialogs.tsx'
import type { Theme } from './theme.ts'
import type { Toasts } from './toasts.tsx'
import type { Words } from '../words/words.ts'

/** The lists of how a board is structured. */
export type PanelTab = 'pages' | 'layers' | 'frames' | 'content'

/** Everything that the chrome around a board shows and does. `open-board.ts` makes one; tests make one without a server. */
export interface BoardApp {
  /** The board's id. */
  readonly id: string
  readonly session: Session
  /** What everything is said with; in a component, `useWords()`. */
  readonly words: Words
  /** What this browser remembers. */
  readonly memory: LocalMemory
  /** As it is stored; what people do goes through the editor's. */
  readonly document: BoardDocument
  readonly editor: Editor
  readonly title: ReadonlySignal<string>
  readonly status: ReadonlySignal<SyncStatus>
  /** What can be undone and redone; the editor's history itself is no signal. */
  readonly steps: ReadonlySignal<{ readonly canUndo: boolean; readonly canRedo: boolean }>
  readonly me: Signal<Guest>
  readonly people: ReadonlySignal<readonly Person[]>
  /** How many more are here, on a board with too many to be shown. */
  readonly unseen: ReadonlySignal<number>
  readonly theme: Theme
  readonly preferences: Preferences
  /** Colours beside the palette. */
  readonly ownColors: OwnColors
  /** Pictures of the whole board that there are anyway. */
  readonly tiles: Pick<TileCache, 'drawCoarse' | 'onNeed'>
  /** Is everything hidden but the drawing? */
  readonly focused: Signal<boolean>
  readonly saying: Saying
  readonly toasts: Toasts
  /** Commands of the page, beside the board's own. */
  readonly commands: readonly Command[]
  readonly dialogs: OpenDialogs
  /** Where the context menu is open, in CSS pixels of the window; null while it is closed. */
  readonly contextMenu: Signal<Vector | null>
  readonly menu: MenuActions
  /** The board's pictures. */
  readonly files: Pick<BoardFiles, 'status' | 'retry' | 'keep'>
  /** What is done with files that are pictures. */
  readonly pictures: PictureActions
  /** The file that is looked at before it is put on the board: see `import-panel.tsx`. */
  readonly incoming: Signal<File | null>
  readonly rename: (title: string) => void
  /** Whom I follow, by client id: I look at what they are looking at. */
  readonly following: Signal<number | null>
  /** What the panel beside the board shows; null while it is closed. */
  readonly panel: Signal<PanelTab | null>
  /** The frame that is presented, by id; null while none is. */
  readonly presenting: Signal<string | null>
  /** Work of this person that the server won't take. */
  readonly lost: ReadonlySignal<LostWork | null>
  readonly forgetLost: () => void
  /** Forgets this browser's copy and opens the server's. Whoever calls it has asked first when that loses work. */
  readonly resetCopy: () => void
}
