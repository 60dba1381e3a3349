import type { IconNode } from 'lucide'
import type { Editor } from '../editor/editor.ts'
import type { Style } from '../editor/style.ts'
import type { Pointer } from '../input/pointer.ts'

/**
 * What pointer events mean now. A state is a value: its data lives in its closure and dies with it.
 * Answering with a state is the transition; answering with nothing stays.
 */
export interface ToolState {
  /** For tests, debugging and presence: `drawing` in `pen.drawing`. */
  readonly name: string
  /** CSS cursor while in this state, if it is not the tool's. */
  readonly cursor?: string
  /** Something is begun that goes on between two presses: Escape and another tool end it, too. */
  readonly unfinished?: boolean
  /** What is dragged is somewhere: held at the edge of the view, it takes the view along. */
  readonly pansAtEdge?: boolean
  enter?(editor: Editor): void
  exit?(editor: Editor): void
  pointerDown?(editor: Editor, at: Pointer): ToolState | void
  /** Hot path, once per frame: everything since the last frame, coalesced events included, oldest first. */
  pointerMove?(editor: Editor, points: readonly Pointer[], predicted: readonly Pointer[]): ToolState | void
  /** The pointer moves with no button down. */
  hover?(editor: Editor, at: Pointer): ToolState | void
  pointerUp?(editor: Editor, at: Pointer): ToolState | void
  doubleClick?(editor: Editor, at: Pointer): ToolState | void
  /** Escape, a second finger, a pointer that the system took away. A hidden tab or a lost capture is a `pointerUp`. */
  cancel?(editor: Editor): ToolState | void
}

/** One tool: one file, one line in `index.ts`. Toolbar, shortcut, cursor and help derive from this. */
export interface Tool {
  readonly id: string
  readonly label: string
  /** Name of a lucide icon, kebab-case; or a drawing as lucide has them. */
  readonly icon: string | IconNode
  /** Tools of one group share a place in the toolbar, where the one used last stands for all; a list opens from there. */
  readonly group?: string
  /** In a wide window a tool of a group has a place of its own. */
  readonly prominent?: boolean
  /** Single keys, as `KeyboardEvent.key` in lower case (`Shift+p` with Shift); the first one is shown. */
  readonly shortcuts: readonly string[]
  /** Key that lends the tool while it is held, as `KeyboardEvent.key`: nobody else's either. */
  readonly lentBy?: string
  /** CSS cursor. */
  readonly cursor: string
  /** Which style controls the panel shows while this tool is active. */
  readonly styles: readonly StyleName[]
  /** Done, it gives way to the tool that was on before it, not to the first of the list; in the toolbar, too. */
  readonly returns?: boolean
  /** It changes nothing: those who only look have it, too. */
  readonly looks?: true
  /** A finger that rests on the board opens the menu of what is there. */
  readonly menuOnHold?: boolean
  /** Enter makes what the tool makes, in the middle of the view: by a drag across so many CSS pixels, or a click where they are 0. */
  readonly placed?: { readonly width: number; readonly height: number }
  readonly initial: ToolState
}

/** The style controls, by the field they set. */
export type StyleName = keyof Style
