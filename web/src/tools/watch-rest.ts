import type { Editor } from '../editor/editor.ts'
import { onceHeard } from '../editor/once-heard.ts'
import type { Pointer } from '../input/pointer.ts'

/** Whoever holds the pen still for so long at the end of a stroke means a shape. */
const HOLD_MS = 500
/** A pen that is held still moves less, CSS pixels. */
const STILL = 4

/** Watches whether a pen rests. */
export interface Rest {
  /** Hot path, once per frame. */
  moved(at: Pointer): void
  stop(): void
}

/** Calls `rested` once the pen has been held still. */
export function watchRest(editor: Editor, from: Pointer, rested: () => void): Rest {
  let anchor = from
  let stop = onceHeard(editor, HOLD_MS, rested)
  return {
    moved(at) {
      if (Math.hypot(at.viewX - anchor.viewX, at.viewY - anchor.viewY) <= STILL) return
      anchor = at
      stop()
      stop = onceHeard(editor, HOLD_MS, rested)
    },
    stop: () => stop(),
  }
}
