import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { Camera, Insets } from '../editor/camera.ts'
import type { BoardState } from '../sync/board-state.ts'
import type { Joined } from '../sync/session.ts'
import type { EmbeddedBoard } from './embed-frame.ts'
import type { EmbedOptions } from './embed-options.ts'
import type { Look } from './look.ts'

/** What everything that fills a frame works with. */
export interface FrameParts {
  readonly root: HTMLElement
  readonly options: Signal<EmbedOptions>
  readonly look: Look
  /** Can the frame be seen? */
  readonly seen: ReadonlySignal<boolean>
  /** Does somebody work in it? */
  readonly active: ReadonlySignal<boolean>
  /** The board that is shown. */
  readonly board: Signal<EmbeddedBoard | null>
}

/** A board that is shown to look at, for whoever takes its place. */
export interface ShownBoard {
  readonly joined: Joined
  readonly mayWrite: boolean
  /** What chrome covers, or will cover, of the board. */
  readonly covered: Insets
  /** The board as it is here now. */
  readonly stateNow: () => BoardState
  /** Takes it out of the page. Answers where one looked. */
  readonly close: () => Camera | undefined
}

/** In a frame smaller than this, CSS pixels, there is room for the picture and nothing else. */
const SMALL = { width: 360, height: 240 }

export const isSmall = (): boolean => innerWidth < SMALL.width || innerHeight < SMALL.height
