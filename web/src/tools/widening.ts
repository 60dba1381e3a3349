import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import { applyTo, invert, meanScale } from '#board/geometry/matrix.ts'
import type { Editor, Handle, SelectionFrame } from '../editor/editor.ts'
import { reshape, type Reshaping } from '../editor/reshape.ts'
import type { Pointer } from '../input/pointer.ts'
import { handleCursor } from './handle-cursor.ts'
import { reshaping } from './reshaping.ts'
import type { ToolState } from './tool.ts'

type Side = 'left' | 'right'

/** A side of the one selected element, where that sets the width of words instead of scaling them. */
interface Held {
  readonly element: Element
  readonly side: Side
}

export function sideUnder({ selection, document }: Editor, handle: Handle, frame: SelectionFrame): Held | undefined {
  if (frame.resize !== 'width' || (handle !== 'e' && handle !== 'w')) return undefined
  const element = document.get([...selection.value][0] ?? '')
  return element && { element, side: handle === 'e' ? 'right' : 'left' }
}

/** With the words set in so many scene units, or in as many as they need. */
function widened({ measure }: Editor, { element: { kind, props }, side }: Held, width?: number): Reshaping {
  return { ...kindOf(kind).widens?.to(props, width && width / meanScale(props.matrix), side, measure) }
}

/** The side follows the pointer; words go on in the next line where they must. */
export function widening(
  from: Pointer,
  held: Held,
  frame: SelectionFrame,
  first: Pointer,
  after: ToolState,
): ToolState {
  const intoFrame = invert(frame.matrix)
  const start = applyTo(intoFrame, from).x
  return reshaping({
    name: 'widening',
    cursor: handleCursor('e', frame),
    element: held.element,
    formAt(editor, at) {
      const moved = applyTo(intoFrame, at).x - start
      return widened(editor, held, Math.max(1, frame.width + (held.side === 'right' ? moved : -moved)))
    },
    first,
    after,
  })
}

/** A double click on a side makes words as wide as they need again; answers whether there was one. */
export function freeWidthUnder(editor: Editor, at: Pointer): boolean {
  const handle = editor.handleAt(at.viewX, at.viewY)
  const frame = editor.selectionFrame()
  const held = handle && frame && sideUnder(editor, handle, frame)
  if (!held) return false
  reshape(editor, held.element, widened(editor, held))
  return true
}
