import type { Editor } from './editor.ts'

/**
 * The browser tells of moves with its frames, but after a hold-up not with the first: some are under way by then, and the move seems to
 * wait in a queue before. It has been seen to come with the third, seldom later; nothing promises that it comes with the fifth.
 */
const FRAMES = 5

/**
 * Like `clock.later`, but some frames after that, when what pointers did until then is heard: where frames are late, a timer runs
 * while moves still wait. Answers how to call it off.
 */
export function onceHeard(
  { clock, frames }: Pick<Editor, 'clock' | 'frames'>,
  delayMs: number,
  task: () => void,
): () => void {
  let left = FRAMES
  // Moves are told in the phase before.
  const wait = () => frames.request('paint', passed)
  const passed = () => {
    left--
    if (left > 0) wait()
    else task()
  }
  const stop = clock.later(delayMs, wait)
  return () => {
    stop()
    frames.cancel(passed)
  }
}
