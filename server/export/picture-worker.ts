import { parentPort, workerData } from 'node:worker_threads'
import { Fonts } from './fonts.ts'
import type { JobAnswer } from '../job-queue.ts'
import type { PictureJob, PictureWorkerOptions } from './pictures.ts'
import { PictureTooLarge, snapshot } from './snapshot.ts'

const port = parentPort
if (port === null) throw new Error('picture-worker runs in a worker thread')
const fonts = new Fonts((workerData as PictureWorkerOptions).fonts)

function answer({ state, options }: PictureJob): JobAnswer<Uint8Array> {
  try {
    return { ok: true, value: snapshot(state, options, fonts) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: error instanceof PictureTooLarge ? 'too-large' : 'failed', message }
  }
}

port.on('message', (job: PictureJob) => port.postMessage(answer(job)))
