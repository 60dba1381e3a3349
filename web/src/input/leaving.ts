import type { Editor } from '../editor/editor.ts'

/** Calls `leave` when somebody turns to another window or tab, and waits for no frame where none comes. Answers how to stop. */
export function attachLeaving({ bulk }: Editor, leave: () => void): () => void {
  const hidden = () => {
    if (!document.hidden) return
    leave()
    // A hidden tab has no frames.
    bulk.finish()
  }
  window.addEventListener('blur', leave)
  document.addEventListener('visibilitychange', hidden)
  return () => {
    window.removeEventListener('blur', leave)
    document.removeEventListener('visibilitychange', hidden)
  }
}
