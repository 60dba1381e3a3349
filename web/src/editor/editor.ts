import type { ReadonlySignal, Signal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { UndoHistory } from '#board/document/undo.ts'
import type { Span } from '#board/geometry/cut.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { LiveScene } from '../scene/live-scene.ts'
import type { Paging } from '../scene/paging.ts'
import type { Scene } from '../scene/scene.ts'
import type { Toolbox } from '../tools/toolbox.ts'
import type { Translate } from '../words/words.ts'
import type { Bulk } from './bulk.ts'
import type { Camera, Insets } from './camera.ts'
import type { Clock } from './clock.ts'
import type { Frames } from './frames.ts'
import type { Mark } from './marks.ts'
import type { PointHandle } from './points.ts'
import type { Style } from './style.ts'

/** Size of the canvas in CSS pixels. */
export interface Viewport {
  readonly width: number
  readonly height: number
}

/**
 * The parts that a tool or a command may use: a plain record, no methods of its own.
 * `open-board.ts` builds it; tests build it from a document alone.
 */
export interface Editor {
  /** The page that is shown, and where what is drawn is put. */
  readonly document: BoardDocument
  readonly paging: Paging
  readonly history: UndoHistory
  /** Writes to any number of elements, sliced. */
  readonly bulk: Bulk
  readonly scene: Scene
  /** What is unfinished: mine and everybody's. What tools write here is seen by all while it happens. */
  readonly live: LiveScene
  readonly camera: Signal<Camera>
  readonly viewport: ReadonlySignal<Viewport>
  /** What chrome covers of the canvas: nothing is fitted below it. */
  readonly covered: Insets
  readonly selection: Signal<ReadonlySet<string>>
  /** The groups that have been entered, outermost first: a click selects what is in the last one. */
  readonly within: Signal<readonly string[]>
  /** What was clicked in vain, for it is locked: shown, with the way to unlock it. */
  readonly lockHit: Signal<string | null>
  /** The box around what is selected; undefined when nothing is there. */
  readonly selectionFrame: () => SelectionFrame | undefined
  /** Colour, width and so on of what is drawn next. */
  readonly style: Signal<Style>
  /** Does what is moved, resized or drawn fall into line with other things and the grid? */
  readonly snapping: Signal<boolean>
  readonly toolbox: Toolbox
  readonly measure: MeasureText
  readonly clock: Clock
  readonly frames: Frames
  /** What is drawn over the board, for me alone: a rubber band, what a line would be bound to. */
  readonly marks: Signal<readonly Mark[]>
  /** The handle of the selected line that keys are for. */
  readonly grip: Signal<PointHandle | null>
  /** What the eraser has touched: shown faded until the pointer is lifted and it goes. */
  readonly fading: Signal<ReadonlySet<string>>
  /** What is left of the elements that the eraser has cut: shown so until the pointer is lifted and they come apart. */
  readonly cut: Signal<ReadonlyMap<string, readonly Span[]>>
  /** The text element being typed into, if any. */
  readonly editing: Signal<string | null>
  /** Which of its texts, where it carries several; of what is selected by itself the one that was typed or pointed at last. */
  readonly part: Signal<string | null>
  /** When somebody else deleted what was being typed into, by `clock`; null when that has been noticed. */
  readonly interrupted: Signal<number | null>
  /** Which handle of the selection is at this viewport point? Answered by the canvas that draws them. */
  readonly handleAt: (viewX: number, viewY: number) => Handle | null
  /** May nothing be changed here, for good or while somebody only looks? */
  readonly readonly: boolean
  /** Somebody who may edit wants to look and change nothing, for now. */
  readonly looking: Signal<boolean>
  /** Asks for pictures and adds them; to be called while a click or a key is being answered. */
  readonly pickImages: () => void
  /** My name, for what is signed. */
  readonly author: () => string
  /** My language, for what is named on the board: new pages, layers and frames. */
  readonly t: Translate
}

/** Handles of the selection box, by compass point, in the box's own (rotated) space. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'rotate'

/** The selection's box: an own-space rectangle `width` × `height` placed in the scene by `matrix` (rotation and position). */
export interface SelectionFrame {
  readonly width: number
  readonly height: number
  readonly matrix: Matrix
  /** `width`: the left and right side set the width of words, a corner scales in proportion. */
  readonly resize: 'free' | 'uniform' | 'width'
}
