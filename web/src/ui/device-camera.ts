/** A camera that is on. */
export interface Camera {
  readonly stream: MediaStream
  /** Its id. */
  readonly device: string
  /** All that this device has. */
  readonly devices: readonly { readonly id: string; readonly name: string }[]
}

/** Pixels that are asked for; a camera gives what it has. */
const WANTED = { width: { ideal: 1_920 }, height: { ideal: 1_080 } } as const
/** What a picture is compressed with, 0 to 1. */
const QUALITY = 0.92

/**
 * Turns a camera on: the one with this id, else the one that looks away from who holds the device.
 * @throws what {@link whyNoCamera} reads
 */
export async function openCamera(device: string | undefined): Promise<Camera> {
  if (!('mediaDevices' in navigator)) throw new DOMException('no secure context', 'SecurityError')
  const which = device === undefined ? { facingMode: 'environment' } : { deviceId: { exact: device } }
  const stream = await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...which } })
  // Their names are told once one of them may be used.
  const inputs = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
  const devices = inputs.map(({ deviceId, label }, i) => ({ id: deviceId, name: label || `${i + 1}` }))
  return { stream, device: stream.getVideoTracks()[0]?.getSettings().deviceId ?? '', devices }
}

export function stopCamera({ stream }: Camera): void {
  for (const track of stream.getTracks()) track.stop()
}

/** What is seen at this moment, as a picture. */
export async function takePicture(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  ctx.drawImage(video, 0, 0)
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
}

/** By the names of the errors (https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia). */
const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError:
    'This page may not use the camera. Allow it in your browser, beside the page’s address, and try again. In a page of another site, that site has to allow it, too.',
  SecurityError: 'Browsers give the camera only to pages that came over HTTPS.',
  NotFoundError: 'No camera was found.',
  NotReadableError: 'The camera can’t be used: another program may be using it.',
}

/** Why there is no picture of a camera, in words for people. */
export const whyNoCamera = (error: unknown): string =>
  (error instanceof DOMException && REASONS[error.name]) || 'The camera can’t be used.'
