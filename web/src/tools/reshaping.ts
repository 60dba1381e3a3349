import type { Element } from '#board/document/element.ts'
import { flatProps } from '#board/elements/field-of.ts'
import { kindOf } from '#board/elements/index.ts'
import { newId } from '#board/document/new-id.ts'
import type { Editor } from '../editor/editor.ts'
import { reshape, type Reshaping } from '../editor/reshape.ts'
import type { Pointer } from '../input/pointer.ts'
import type { ToolState } from './tool.ts'

export interface ReshapingOptions {
  readonly name: string
  readonly cursor: string
  /** As it is stored. */
  readonly element: Element
  /** What is other in it when the pointer is at a point. */
  readonly formAt: (editor: Editor, at: Pointer) => Reshaping
  /** Where the pointer is when this begins. */
  readonly first: Pointer
  readonly after: ToolState
}

/** An element takes another form as it is dragged, live for everybody; the form enters the document when it is let go. */
export function reshaping({ name, cursor, element, formAt, first, after }: ReshapingOptions): ToolState {
  const drag = newId()
  const { id, kind, props } = element
  const follow = (editor: Editor, at: Pointer) => {
    // Words stay where everybody has them.
    editor.live.reshape(drag, { ...flatProps(kindOf(kind), props), ...formAt(editor, at), kind, id })
  }
  return {
    name,
    cursor,
    pansAtEdge: true,
    enter(editor) {
      editor.live.beginDrag(drag, [id])
      follow(editor, first)
    },
    pointerMove(editor, points) {
      const at = points.at(-1)
      if (at) follow(editor, at)
    },
    pointerUp(editor, at) {
      const form = formAt(editor, at)
      editor.live.end(drag, true)
      reshape(editor, element, form)
      editor.live.landed(drag)
      return after
    },
    cancel(editor) {
      editor.live.end(drag, false)
      return after
    },
  }
}
