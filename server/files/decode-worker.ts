import { parentPort } from 'node:worker_threads'
import { loadImage } from '@napi-rs/canvas'
import type { JobAnswer } from '../job-queue.ts'
import type { DecodeJob } from './decoder.ts'

const port = parentPort
if (port === null) throw new Error('decode-worker runs in a worker thread')

async function canDecode({ bytes, width, height }: DecodeJob): Promise<boolean> {
  try {
    const image = await loadImage(bytes)
    // Never more than was claimed: that is what limits were held against.
    return image.width > 0 && image.height > 0 && image.width <= width && image.height <= height
  } catch {
    return false
  }
}

port.on('message', (job: DecodeJob) => {
  void canDecode(job).then((value) => port.postMessage({ ok: true, value } satisfies JobAnswer<boolean>))
})
