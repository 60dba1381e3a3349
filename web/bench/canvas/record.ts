import type { Figures } from './measure.ts'
import { percentile } from './measure.ts'
import type { Visit } from './visit.ts'

/** What a gesture cost. Times in milliseconds. */
export interface Recording {
  /** From one animation frame to the next while the gesture lasted, in order. */
  readonly inOrder: readonly number[]
  /** The same, shortest first. */
  readonly frames: readonly number[]
  /** From an input event to the end of the frame that shows it, shortest first. */
  readonly latencies: readonly number[]
  /** CPU time of the page's main thread during the gesture, over its frames. */
  readonly mainPerFrame: number
  /** The same, over its events. */
  readonly mainPerEvent: number
}

/** A page that had no event for so many frames has had them all: those of a wheel come late to a slow page. */
const QUIET_FRAMES = 20

const EVENTS = ['wheel', 'pointermove', 'pointerdown', 'pointerup', 'keydown']

/** Records from the first event that reaches the page to the frame that paints the last one. */
export async function record(visit: Visit, act: () => Promise<void>): Promise<Recording> {
  const recorder = await visit.page.evaluateHandle(startRecorder, { quietFrames: QUIET_FRAMES, events: EVENTS })
  const mainMs = await mainThreadDuring(visit, act)
  return recordingOf(await recorder.evaluate(({ ended }) => ended), mainMs)
}

/** Records all frames while something is done that the page hears of by its socket. */
export async function recordWhile(visit: Visit, act: () => Promise<void>): Promise<Recording> {
  const recorder = await visit.page.evaluateHandle(startRecorder, { quietFrames: Infinity, events: [] })
  const mainMs = await mainThreadDuring(visit, act)
  return recordingOf(await recorder.evaluate(({ stop }) => stop()), mainMs)
}

function recordingOf({ times, latencies, events }: Recorded, mainMs: number): Recording {
  const inOrder = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const frames = inOrder.toSorted((a, b) => a - b)
  return {
    inOrder,
    frames,
    latencies: latencies.sort((a, b) => a - b),
    mainPerFrame: mainMs / Math.max(1, frames.length),
    mainPerEvent: mainMs / Math.max(1, events),
  }
}

/** The figures that every gesture has. */
export const frameFigures = ({ frames, mainPerFrame }: Recording): Figures => ({
  'frame p50, ms': percentile(frames, 0.5),
  'frame p95, ms': percentile(frames, 0.95),
  'longest frame, ms': frames.at(-1) ?? Number.NaN,
  'main thread a frame, ms': mainPerFrame,
})

interface RecorderOptions {
  readonly quietFrames: number
  readonly events: readonly string[]
}

interface Recorded {
  readonly times: number[]
  readonly latencies: number[]
  readonly events: number
}

interface Recorder {
  /** Once no event has come for a while. */
  readonly ended: Promise<Recorded>
  /** All frames so far. */
  stop(): Recorded
}

/** In the page. */
function startRecorder({ quietFrames, events: names }: RecorderOptions): Recorder {
  const times: number[] = []
  const latencies: number[] = []
  const busy = { from: Infinity, to: Infinity }
  let [oldest, events] = [Infinity, 0]
  const note = (event: Event): void => {
    const first = event instanceof PointerEvent ? event.getCoalescedEvents()[0] : undefined
    oldest = Math.min(oldest, (first ?? event).timeStamp)
    events++
    busy.from = Math.min(busy.from, times.length - 1)
    busy.to = times.length + 1
  }
  const channel = new MessageChannel()
  const sent: number[] = []
  // A message that is posted in an animation frame arrives when the frame has been painted.
  channel.port1.onmessage = () => latencies.push(performance.now() - (sent.shift() ?? 0))
  for (const name of names) addEventListener(name, note, { capture: true, passive: true })
  let ticking = true
  const stop = (from = 0, to = times.length): Recorded => {
    ticking = false
    for (const name of names) removeEventListener(name, note, { capture: true })
    return { times: times.slice(from, to), latencies, events }
  }
  const ended = new Promise<Recorded>((resolve) => {
    const tick = (now: number): void => {
      times.push(now)
      if (oldest < Infinity) {
        sent.push(oldest)
        channel.port2.postMessage(null)
        oldest = Infinity
      }
      if (times.length > busy.to + quietFrames) resolve(stop(Math.max(0, busy.from), busy.to + 1))
      if (ticking) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  return { ended, stop: () => stop() }
}

async function mainThreadDuring(visit: Visit, act: () => Promise<void>): Promise<number> {
  const before = await mainThreadMs(visit)
  await act()
  return (await mainThreadMs(visit)) - before
}

/** CPU time of the page's main thread so far. Other work on the machine isn't in it. */
async function mainThreadMs({ cdp }: Visit): Promise<number> {
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const { metrics } = await cdp.send('Performance.getMetrics')
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}
