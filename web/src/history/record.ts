/** Frames a second of a film. */
const FPS = 30
const BITS_PER_SECOND = 8_000_000
/** The first that the browser can write. */
const FORMATS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4']

export interface Recording {
  /** The film up to now. */
  stop(): Promise<Blob>
}

/** The format of films that this browser can make; `undefined`: none. */
export const filmFormat = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : FORMATS.find((format) => MediaRecorder.isTypeSupported(format))

/** The file name extension of a format. */
export const filmExtension = (format: string): string => (format.startsWith('video/mp4') ? 'mp4' : 'webm')

/** Records what is painted on a canvas from now on. @throws when the browser won't */
export function record(canvas: HTMLCanvasElement, format: string): Recording {
  const stream = canvas.captureStream(FPS)
  const recorder = new MediaRecorder(stream, { mimeType: format, videoBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  recorder.start()
  return {
    stop: () =>
      new Promise((resolve) => {
        recorder.addEventListener('stop', () => {
          for (const track of stream.getTracks()) track.stop()
          resolve(new Blob(pieces, { type: format.split(';')[0] ?? format }))
        })
        recorder.stop()
      }),
  }
}
