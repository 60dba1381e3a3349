import type { Recording } from './record.ts'
import type { TimeMachine } from './time-machine.ts'

/** A film that can not be opened, or lacks its end, is taken once more. */
const TAKES = 2

export interface Filming {
  /** Resolves when all that is to be seen is painted. */
  readonly settled: () => Promise<void>
  /** Films what is painted from now on. */
  readonly record: () => Promise<Recording>
  readonly signal: AbortSignal
}

/** Plays all of a board and films what is seen; `failed`: the browser makes no film that can be played and shows all of it. */
export async function film(machine: TimeMachine, filming: Filming): Promise<Blob | 'stopped' | 'failed'> {
  for (let takes = 0; takes < TAKES; takes++) {
    const taken = await take(machine, filming)
    if (filming.signal.aborted) return 'stopped'
    if (taken) return taken
  }
  return 'failed'
}

async function take(machine: TimeMachine, { settled, record, signal }: Filming): Promise<Blob | 'stopped' | undefined> {
  const { earliest = 0, newest = 0 } = machine.history.peek() ?? {}
  await machine.goTo(earliest)
  if (signal.aborted || machine.seq.peek() !== earliest) return 'stopped'
  await settled()
  if (signal.aborted) return 'stopped'
  const recording = await record()
  try {
    if (!signal.aborted) await machine.play()
    if (signal.aborted || machine.seq.peek() !== newest) return 'stopped'
    await settled()
    return await recording.stop()
  } finally {
    recording.drop()
  }
}
