/** What happens within one animation frame, in this order. */
const PHASES = ['input', 'paint', 'send'] as const
export type Phase = (typeof PHASES)[number]

/**
 * One animation frame for everybody, so that a pointer's moves are read, drawn and sent in the same frame:
 * a task asked for during an earlier phase still runs in this frame.
 */
export interface Frames {
  /** Runs `task` once in the coming (or current) frame, however often it was asked for. */
  request(phase: Phase, task: FrameTask): void
  cancel(task: FrameTask): void
  dispose(): void
}

/** `now`: milliseconds, the frame's time. */
export type FrameTask = (now: number) => void

export function createFrames(
  requestFrame: (run: (now: number) => void) => number = (run) => requestAnimationFrame(run),
  cancelFrame: (handle: number) => void = (handle) => cancelAnimationFrame(handle),
): Frames {
  const tasks: Record<Phase, Set<FrameTask>> = { input: new Set(), paint: new Set(), send: new Set() }
  let handle: number | null = null
  let running = false
  let disposed = false
  const ask = () => {
    if (handle === null && !running && !disposed) handle = requestFrame(run)
  }
  const run = (now: number) => {
    handle = null
    running = true
    for (const phase of PHASES) {
      const due = [...tasks[phase]]
      tasks[phase].clear()
      for (const task of due) attempt(task, now)
    }
    running = false
    if (PHASES.some((phase) => tasks[phase].size > 0)) ask()
  }
  return {
    request(phase, task) {
      tasks[phase].add(task)
      ask()
    },
    cancel(task) {
      for (const phase of PHASES) tasks[phase].delete(task)
    },
    dispose() {
      disposed = true
      if (handle !== null) cancelFrame(handle)
    },
  }
}

/** A task that fails is reported, and stops neither the others nor the next frame. */
function attempt(task: FrameTask, now: number): void {
  try {
    task(now)
  } catch (error) {
    reportError(error)
  }
}
