/** A part of an animation's canvas that changes, and for how long it is then shown. */
export interface WebpFrame {
  /** Pixels; even. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly ms: number
  /** A still picture, WebP. */
  readonly image: Uint8Array
}

/** Chunks of a still picture that an animation's frame holds, too. */
const IMAGE_DATA: ReadonlySet<string> = new Set(['ALPH', 'VP8 ', 'VP8L'])
/** The canvas is animated; a frame replaces what was there, and stays. */
const ANIMATED = 0b10
const REPLACE = 0b10
const HEAD = 8

/** Still pictures as an animation that repeats for ever: RIFF with a chunk ANMF for each (RFC 9649, section 2.7). */
export function animatedWebp(
  canvas: { readonly width: number; readonly height: number },
  frames: readonly WebpFrame[],
): Blob {
  const extended = bytesOf(10, (view) => {
    view.setUint8(0, ANIMATED)
    setUint24(view, 4, canvas.width - 1)
    setUint24(view, 7, canvas.height - 1)
  })
  // No background colour, no end.
  const animation = new Uint8Array(6)
  const body = [
    ...chunk('VP8X', [extended]),
    ...chunk('ANIM', [animation]),
    ...frames.flatMap((frame) => chunk('ANMF', frameOf(frame))),
  ]
  const size = body.reduce((sum, { length }) => sum + length, 'WEBP'.length)
  return new Blob([head('RIFF', size), letters('WEBP'), ...body], { type: 'image/webp' })
}

function frameOf({ x, y, width, height, ms, image }: WebpFrame): Bytes[] {
  const place = bytesOf(16, (view) => {
    setUint24(view, 0, x / 2)
    setUint24(view, 3, y / 2)
    setUint24(view, 6, width - 1)
    setUint24(view, 9, height - 1)
    setUint24(view, 12, ms)
    view.setUint8(15, REPLACE)
  })
  return [place, ...imageData(image)]
}

type Bytes = Uint8Array<ArrayBuffer>

/** The chunks of a still picture that say what it looks like, with their heads. */
function* imageData(image: Uint8Array): Generator<Bytes> {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength)
  for (let at = HEAD + 'WEBP'.length; at + HEAD <= image.length;) {
    const size = view.getUint32(at + 4, true)
    const end = at + HEAD + size + (size % 2)
    if (IMAGE_DATA.has(String.fromCharCode(...image.subarray(at, at + 4)))) yield image.slice(at, end)
    at = end
  }
}

function chunk(name: string, parts: readonly Bytes[]): Bytes[] {
  const size = parts.reduce((sum, { length }) => sum + length, 0)
  return [head(name, size), ...parts, ...(size % 2 === 0 ? [] : [new Uint8Array(1)])]
}

const head = (name: string, size: number): Bytes => {
  const bytes = new Uint8Array(HEAD)
  bytes.set(letters(name))
  new DataView(bytes.buffer).setUint32(4, size, true)
  return bytes
}

const letters = (name: string): Bytes => Uint8Array.from(name, (letter) => letter.charCodeAt(0))

function bytesOf(length: number, fill: (view: DataView) => void): Bytes {
  const bytes = new Uint8Array(length)
  fill(new DataView(bytes.buffer))
  return bytes
}

function setUint24(view: DataView, at: number, value: number): void {
  view.setUint16(at, value & 0xffff, true)
  view.setUint8(at + 2, value >> 16)
}
