import type { Editor } from '../editor/editor.ts'
import type { Tool } from '../tools/tool.ts'
import { createEdgePan } from './edge-pan.ts'
import { createMoves } from './moves.ts'
import type { Pointer } from './pointer.ts'
import type { PointerReader } from './pointer-reader.ts'

/** What the tool hears: of the one pointer that is pressed for it or, while none is, of whatever hovers. */
export interface ToolPointer {
  /** Id of the pointer that is pressed. */
  readonly pressed: number | null
  /** The last event that was heard of. */
  readonly latest: PointerEvent | null
  /** `own`: the tool that this pointer has, whatever is chosen. */
  press(event: PointerEvent, own: Tool | undefined): void
  /** Hot path. The tool hears of it with the coming frame. */
  move(event: PointerEvent): void
  /** The tool hears now what it would hear with the coming frame. */
  tell(): void
  /** What was done stays. `event`: where the pointer was lifted; missing where nobody saw that. */
  finish(event?: PointerEvent): void
  /** What was done is taken back. */
  cancel(): void
  /** The tool hears no more. */
  readonly stop: () => void
}

interface Press {
  readonly pointerId: number
  readonly borrowed: boolean
  /** Where the tool has heard that it is. */
  last: Pointer
}

export function createToolPointer(editor: Editor, reader: PointerReader): ToolPointer {
  const { toolbox } = editor
  let press: Press | null = null

  const moves = createMoves(editor.frames, reader, (samples, predicted) => {
    const last = samples.at(-1) as Pointer
    if (!press) return toolbox.hover(last)
    press.last = last
    toolbox.pointerMove(samples, predicted)
    edges.moved(last)
  })
  const edges = createEdgePan(editor, moves.tell, () => {
    if (!press || !moves.latest) return
    press.last = reader.one(moves.latest)
    toolbox.pointerMove([press.last], [])
  })

  function rest(): void {
    press = null
    moves.drop()
    edges.end()
  }

  return {
    get pressed() {
      return press && press.pointerId
    },
    get latest() {
      return moves.latest
    },
    press(event, own) {
      if (own) toolbox.borrow(own.id)
      press = { pointerId: event.pointerId, borrowed: own !== undefined, last: reader.one(event) }
      edges.begin(press.last)
      toolbox.pointerDown(press.last)
    },
    move: moves.add,
    tell: moves.tell,
    finish(event) {
      const ended = press
      if (!ended) return
      moves.tell()
      // Only now: what was told may have moved the camera.
      if (event) ended.last = reader.one(event)
      rest()
      toolbox.pointerUp(ended.last)
      if (ended.borrowed) toolbox.release()
    },
    cancel() {
      const ended = press
      if (!ended) return
      rest()
      toolbox.cancel()
      if (ended.borrowed) toolbox.release()
    },
    stop: rest,
  }
}
