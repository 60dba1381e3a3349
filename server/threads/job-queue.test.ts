import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { JobQueue, type JobQueueOptions } from './job-queue.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

/** Says that it lets others go first, then waits for that long without any work, works for that long, and answers. */
const PATIENT = `
  import { readlinkSync } from 'node:fs'
  import { parentPort } from 'node:worker_threads'
  const nothing = new Int32Array(new SharedArrayBuffer(4))
  parentPort.postMessage({ aside: readlinkSync('/proc/thread-self') })
  parentPort.on('message', ({ waitMs, workMs }) => {
    Atomics.wait(nothing, 0, 0, waitMs)
    for (const end = performance.now() + workMs; performance.now() < end; );
    parentPort.postMessage({ ok: true, value: 'done' })
  })`

interface Job {
  readonly waitMs: number
  readonly workMs: number
}

function queue(limits: Pick<JobQueueOptions, 'timeoutMs' | 'longestMs'>): JobQueue<Job, string> {
  const file = join(temporaryFolder(), 'patient.mjs')
  writeFileSync(file, PATIENT)
  const made = new JobQueue<Job, string>({
    worker: pathToFileURL(file),
    heapMib: 64,
    waiting: 1,
    noun: 'picture',
    ...limits,
  })
  onTestFinished(() => made.close())
  return made
}

it.runIf(process.platform === 'linux')(
  '[PIC19] a thread that lets others go first is given up by its own time, and at the latest after a generous while',
  async () => {
    const patient = queue({ timeoutMs: 1_000, longestMs: 300_000 })
    // Others had the processor for longer than it may work.
    expect(await patient.run({ waitMs: 2_000, workMs: 0 })).toBe('done')
    await expect(patient.run({ waitMs: 0, workMs: 3_600_000 })).rejects.toMatchObject({ code: 'timeout' })
    // The next gets a thread of its own, and all of its time.
    expect(await patient.run({ waitMs: 0, workMs: 1 })).toBe('done')
    const hasty = queue({ timeoutMs: 100, longestMs: 400 })
    await expect(hasty.run({ waitMs: 3_600_000, workMs: 0 })).rejects.toMatchObject({ code: 'timeout' })
  },
)
