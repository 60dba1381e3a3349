import type { Page } from 'playwright'

/** Where things begin that stand side by side, in pixels from the left; of each picture. */
export type Things = readonly (readonly number[])[]

/** Of the pictures of an animated WebP, in their order. */
export const thingsInAnimation = (page: Page, file: Buffer): Promise<Things> =>
  thingsSeen(page, { codec: undefined, parts: [file] })

/** The same of a film (WebM): in all that was filmed, which takes no playing. */
export const thingsInFilm = (page: Page, file: Buffer): Promise<Things> =>
  thingsSeen(page, { codec: file.includes('V_VP8') ? 'vp8' : 'vp09.00.40.08', parts: [...picturesOf(file)] })

/** How many there are, said once as long as that stays. */
export const steps = (things: Things): number[] =>
  things.map(({ length }) => length).filter((count, at, counts) => count !== counts[at - 1])

interface Moving {
  /** Of each part; none: there is one part, an animated WebP. */
  readonly codec: string | undefined
  readonly parts: readonly Buffer[]
}

/** Decoded in a page, which must be one of the server's: others may not decode. */
async function thingsSeen(page: Page, { codec, parts }: Moving): Promise<Things> {
  const columns = await page.evaluate(
    async ({ name, texts }) => {
      const FAINT = 24
      const parts = texts.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
      const seen: string[] = []
      // A column of the picture is ink where anything in it is other than its corner.
      const look = (picture: VideoFrame) => {
        const [width, height] = [picture.displayWidth, picture.displayHeight]
        const context = new OffscreenCanvas(width, height).getContext('2d')!
        context.drawImage(picture, 0, 0)
        picture.close()
        const { data } = context.getImageData(0, 0, width, height)
        const isInk = (x: number, y: number) => Math.abs(data[4 * (y * width + x)]! - data[0]!) > FAINT
        const rows = Array.from({ length: height }, (_, y) => y)
        seen.push(Array.from({ length: width }, (_, x) => (rows.some((y) => isInk(x, y)) ? '#' : ' ')).join(''))
      }
      if (name === undefined) {
        const decoder = new ImageDecoder({ data: parts[0]!, type: 'image/webp' })
        await decoder.tracks.ready
        const { frameCount = 0 } = decoder.tracks.selectedTrack ?? {}
        for (let frameIndex = 0; frameIndex < frameCount; frameIndex++)
          look((await decoder.decode({ frameIndex })).image)
      } else {
        const faults: unknown[] = []
        const decoder = new VideoDecoder({ output: look, error: (fault) => faults.push(fault) })
        decoder.configure({ codec: name })
        for (const [timestamp, data] of parts.entries())
          decoder.decode(new EncodedVideoChunk({ type: timestamp === 0 ? 'key' : 'delta', timestamp, data }))
        await decoder.flush()
        if (faults.length > 0) throw faults[0]
      }
      return seen
    },
    { name: codec, texts: parts.map((part) => part.toString('base64')) },
  )
  return columns.map((line) => Array.from(line.matchAll(/#+/g), ({ index }) => index))
}

/** What holds others: segment, cluster, group of blocks. */
const MASTERS: ReadonlySet<number> = new Set([0x18_53_80_67, 0x1f_43_b6_75, 0xa0])
/** A picture alone, and one in a group. */
const BLOCKS: ReadonlySet<number> = new Set([0xa3, 0xa1])
/** Before its picture, a block says its track, time and flags. */
const BLOCK_HEAD = 4

/** The pictures of a film with one track, as they are packed (RFC 8794, RFC 9559). */
function* picturesOf(film: Buffer): Generator<Buffer> {
  for (let at = 0; at < film.length;) {
    const idLength = lengthAt(film, at)
    const id = film.readUIntBE(at, idLength)
    const sizeLength = lengthAt(film, at + idLength)
    const from = at + idLength + sizeLength
    const size = Number(BigInt.asUintN(7 * sizeLength, BigInt(`0x${film.toString('hex', at + idLength, from)}`)))
    if (BLOCKS.has(id)) yield film.subarray(from + BLOCK_HEAD, from + size)
    at = MASTERS.has(id) ? from : from + size
  }
}

/** How many bytes a number of EBML has: as many as bits before its first that is set, and one. */
const lengthAt = (film: Buffer, at: number): number => Math.clz32(film[at] ?? 0) - 24 + 1
