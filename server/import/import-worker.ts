import { parentPort, workerData } from 'node:worker_threads'
import { Fonts } from '../export/fonts.ts'
import type { JobAnswer } from '../threads/job-queue.ts'
import type { ImportWorkerOptions } from './imports.ts'
import { readImport, type ImportJob, type ReadImport } from './read-import.ts'

const port = parentPort
if (port === null) throw new Error('import-worker runs in a worker thread')
const fonts = new Fonts((workerData as ImportWorkerOptions).fonts)

async function answer(job: ImportJob): Promise<JobAnswer<ReadImport>> {
  try {
    return { ok: true, value: await readImport(job, fonts) }
  } catch (error) {
    return { ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

port.on('message', (job: ImportJob) => void answer(job).then((said) => port.postMessage(said)))
