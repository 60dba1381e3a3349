import type { ReadonlySignal, Signal } from '@preact/signals'
import type { BoardReader } from '#board/document/board-reader.ts'
import type { Camera } from '../editor/camera.ts'
import type { Viewport } from '../editor/editor.ts'
import type { Person } from '../presence/presence.ts'
import type { PageReader } from '../scene/page-reader.ts'
import type { Scene } from '../scene/scene.ts'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import type { BoardApp } from '../ui/board-app.ts'
import type { Problem } from '../ui/problem.tsx'
import type { HeldFiles } from './held/held-files.ts'
import type { EmbedOptions } from './embed-options.ts'

/** A board as a frame shows it, by whatever code. */
export interface EmbeddedBoard {
  readonly session: Session
  readonly document: BoardReader
  readonly scene: Scene
  /** Which pages it has, and which is shown. */
  readonly paging: Pick<PageReader, 'page' | 'pages' | 'show'>
  readonly camera: Signal<Camera>
  readonly viewport: ReadonlySignal<Viewport>
  /** Settled: all that is in view is sharp and up to date. */
  readonly paint: ReadonlySignal<'painting' | 'settled'>
  readonly status: ReadonlySignal<SyncStatus>
  /** The others. */
  readonly people: ReadonlySignal<readonly Person[]>
  /** The editor and all that belongs to it; null while the board is only looked at. */
  readonly app: BoardApp | null
  /** Of a board that the page around holds: pictures that travel in its file. */
  readonly pictures?: HeldFiles
}

/** The page of a frame: what it hands to whoever talks with the page around it. There is no other way in. */
export interface EmbedFrame {
  /** From the address, until somebody says something else: the frame follows. */
  readonly options: Signal<EmbedOptions>
  /** Null while it opens, and when it could not be opened. When editing starts another takes its place. */
  readonly board: ReadonlySignal<EmbeddedBoard | null>
  /** Why there is no board, and won't be. */
  readonly problem: ReadonlySignal<Problem | null>
  /** Loads the editor, if it isn't there yet. Resolves with the board that has one, or with null: this frame may only look. */
  edit(): Promise<EmbeddedBoard | null>
}
