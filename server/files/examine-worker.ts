import { parentPort } from 'node:worker_threads'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readImage } from '#board/files/image-file.ts'
import { ImageFileError } from '#board/files/image-format.ts'
import type { JobAnswer } from '../threads/job-queue.ts'
import type { ExamineJob, Examined } from './examiner.ts'

const port = parentPort
if (port === null) throw new Error('examine-worker runs in a worker thread')

async function examine({ bytes, maxPixels }: ExamineJob): Promise<Examined> {
  try {
    const { type, width, height, bytes: bare } = readImage(bytes)
    if (bare !== bytes)
      return { fault: 'not-only-a-picture', reason: 'the file holds more than a picture, such as where it was taken' }
    if (width * height > maxPixels)
      return { fault: 'too-many-pixels', reason: `a picture may have at most ${maxPixels} pixels` }
    if (await canDecode(bytes, width, height)) return { type, width, height }
    return { fault: 'not-decodable', reason: 'the picture can not be decoded' }
  } catch (error) {
    if (!(error instanceof ImageFileError)) throw error
    return { fault: error.code, reason: error.message }
  }
}

/** Painted as small as can be, which is what makes it decode; never more than was claimed, as that is what limits were held against. */
async function canDecode(bytes: Uint8Array, width: number, height: number): Promise<boolean> {
  try {
    const image = await loadImage(bytes)
    createCanvas(1, 1).getContext('2d').drawImage(image, 0, 0, 1, 1)
    return image.width > 0 && image.height > 0 && image.width <= width && image.height <= height
  } catch {
    return false
  }
}

async function answer(job: ExamineJob): Promise<JobAnswer<Examined>> {
  try {
    return { ok: true, value: await examine(job) }
  } catch (error) {
    return { ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

port.on('message', (job: ExamineJob) => void answer(job).then((said) => port.postMessage(said)))
