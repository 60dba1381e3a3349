import { parentPort } from 'node:worker_threads'
import type { JobAnswer } from '../threads/job-queue.ts'
import { pastAnswer } from './past-job.ts'
import type { PastAnswer, PastJob } from './past-job.ts'
import { stepAsideOf } from '../threads/step-aside.ts'

const port = parentPort
if (port === null) throw new Error('past-worker runs in a worker thread')
stepAsideOf(port)

function answer(job: PastJob): JobAnswer<PastAnswer> {
  try {
    return { ok: true, value: pastAnswer(job) }
  } catch (error) {
    return { ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

port.on('message', (job: PastJob) => port.postMessage(answer(job)))
