/** Frames a second of a film. */
const FPS = 30
const BITS_PER_SECOND = 8_000_000
/** The first that the browser can write. */
const FORMATS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4']
/** How long the last picture is to be seen, milliseconds. */
const LAST_MS = 400
/** So many times as long as its first picture took is what a busy browser has not written yet, at most about. */
const BEHIND = 4
/** However long that was: somebody may have turned to another tab, where nothing is painted. */
const LONGEST_LAST_MS = 5_000
/** A browser that opens no films by itself is not waited for any longer, milliseconds. */
const LONGEST_OPENING_MS = 10_000

export interface Recording {
  /** The film up to now; `undefined`: it can not be opened, or is too short, where that can be read from it, to hold what was painted last. */
  stop(): Promise<Blob | undefined>
  /** Ends it for nothing. */
  drop(): void
}

/** The format of films that this browser can make; `undefined`: none. */
export const filmFormat = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : FORMATS.find((format) => MediaRecorder.isTypeSupported(format))

/** The file name extension of a format. */
export const filmExtension = (format: string): string => (format.startsWith('video/mp4') ? 'mp4' : 'webm')

/**
 * Records what is painted on a canvas with a 2D context. Resolves when that has begun: a browser writes film on a thread of its own, and
 * throws away what it has not written when it is stopped, be that all of it (https://crbug.com/719023).
 * @throws when the browser won't
 */
export async function record(canvas: HTMLCanvasElement, format: string, signal?: AbortSignal): Promise<Recording> {
  signal?.throwIfAborted()
  const stream = canvas.captureStream(FPS)
  const recorder = new MediaRecorder(stream, { mimeType: format, videoBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  // It may end by itself, too.
  const ended = happens(recorder, 'stop')
  const isWritten = happens(recorder, 'start')
  const drop = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  signal?.addEventListener('abort', drop, { once: true })
  const begun = performance.now()
  recorder.start()
  await keepPainted(canvas, Promise.race([isWritten, ended]))
  const lastMs = Math.min(LAST_MS + BEHIND * (performance.now() - begun), LONGEST_LAST_MS)
  return {
    async stop() {
      const shownMs = performance.now() - begun
      await keepPainted(canvas, Promise.race([ended, new Promise((resolve) => setTimeout(resolve, lastMs))]))
      if (recorder.state !== 'inactive') recorder.stop()
      await ended
      drop()
      const film = new Blob(pieces, { type: format.split(';')[0] ?? format })
      return (await lengthOf(film)) >= shownMs ? film : undefined
    },
    drop,
  }
}

const happens = (target: EventTarget, name: string): Promise<void> =>
  new Promise((resolve) => target.addEventListener(name, () => resolve(), { once: true }))

/** Only what is painted is filmed: a pixel is laid over itself, frame by frame, until something has happened. */
async function keepPainted(canvas: HTMLCanvasElement, until: Promise<unknown>): Promise<void> {
  const context = canvas.getContext('2d')
  const isOver = until.then(() => true)
  do {
    context?.save()
    context?.resetTransform()
    context?.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1)
    context?.restore()
  } while (!(await Promise.race([isOver, nextFrame()])))
}

const nextFrame = (): Promise<false> => new Promise((resolve) => requestAnimationFrame(() => resolve(false)))

/** How long this browser would play a film, in milliseconds: without end where that is not written in it or not to be had, less than nothing if it can not. */
async function lengthOf(film: Blob): Promise<number> {
  const video = document.createElement('video')
  const address = URL.createObjectURL(film)
  const isOpen = happens(video, 'loadedmetadata').then(() => true)
  const fails = happens(video, 'error').then(() => false)
  video.preload = 'auto'
  video.src = address
  const isSilent = new Promise<undefined>((resolve) => setTimeout(resolve, LONGEST_OPENING_MS))
  const canOpen = await Promise.race([isOpen, fails, isSilent])
  const { duration } = video
  URL.revokeObjectURL(address)
  if (canOpen === undefined) return Infinity
  return canOpen ? duration * 1_000 : -1
}
