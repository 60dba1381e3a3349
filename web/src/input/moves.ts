import type { Frames } from '../editor/frames.ts'
import type { Pointer } from './pointer.ts'
import type { PointerReader } from './pointer-reader.ts'

/**
 * A pointer's moves on their way to the coming frame, with every sample that the device took in between: the frame that tells them is
 * the frame that paints them.
 */
export interface Moves {
  /** The last event that was added. */
  readonly latest: PointerEvent | null
  /** Hot path, for every event. */
  readonly add: (event: PointerEvent) => void
  /** Tells what waits, now; nothing where nothing does. */
  readonly tell: () => void
  /** What waits is not told. */
  drop(): void
}

/** `told` gets at least one sample, oldest first, and where the pointer is expected next. */
export function createMoves(
  frames: Frames,
  reader: PointerReader,
  told: (samples: readonly Pointer[], predicted: readonly Pointer[]) => void,
): Moves {
  let latest: PointerEvent | null = null
  let samples: Pointer[] = []
  let predicted: Pointer[] = []

  function tell(): void {
    frames.cancel(tell)
    if (samples.length === 0) return
    const now = samples
    const ahead = predicted
    samples = []
    predicted = []
    told(now, ahead)
  }

  return {
    get latest() {
      return latest
    },
    add(event) {
      const coalesced = event.getCoalescedEvents()
      samples.push(...reader.all(coalesced.length > 0 ? coalesced : [event]))
      predicted = reader.all(event.getPredictedEvents())
      latest = event
      frames.request('input', tell)
    },
    tell,
    drop() {
      frames.cancel(tell)
      samples = []
      predicted = []
    },
  }
}
