import { parentPort, workerData } from 'node:worker_threads'
import type { JobAnswer, JobQuestion } from '../threads/job-queue.ts'
import { Fonts } from './fonts.ts'
import { PictureTooLarge } from './picture-options.ts'
import type { PictureFiles, PictureJob, PictureWorkerOptions } from './pictures.ts'
import { snapshot } from './snapshot.ts'
import type { ReadFiles } from './snapshot.ts'
import { stepAsideOf } from '../threads/step-aside.ts'

const port = parentPort
if (port === null) throw new Error('picture-worker runs in a worker thread')
stepAsideOf(port)
const fonts = new Fonts((workerData as PictureWorkerOptions).fonts)
/** One job at a time is all that it is given: what it is told meanwhile is the answer. */
const read: ReadFiles = (question) =>
  new Promise((resolve) => {
    port.once('message', ({ files }: PictureFiles) => resolve(files))
    port.postMessage({ question } satisfies JobQuestion<readonly string[]>)
  })

async function answer({ state, options, about }: PictureJob): Promise<JobAnswer<Uint8Array>> {
  try {
    return { ok: true, value: await snapshot(state, options, fonts, read, about) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: error instanceof PictureTooLarge ? 'too-large' : 'failed', message }
  }
}

port.on('message', (said: PictureJob | PictureFiles) => {
  if (!('files' in said)) void answer(said).then((answered) => port.postMessage(answered))
})
