import { height, width } from '#board/geometry/box.ts'
import { pictureFrom, pngSnapshot, type SnapshotChoice, type SnapshotSource } from './snapshot.ts'

/** A point of PDF is 1/72 inch, a CSS pixel 1/96. */
const POINTS_PER_PIXEL = 72 / 96
/** Longer pages are more than readers of PDF take, points (ISO 32000-1, annex C.2). */
const LONGEST_PAGE = 14_400

/**
 * The board now, or a part of it, as a PDF of one page made in this browser: a picture of dots without loss, where the server's
 * PDF is made of lines and letters. For boards that no server holds.
 */
export async function pdfSnapshot(source: SnapshotSource, choice: SnapshotChoice): Promise<Blob> {
  const { bounds } = pictureFrom(source, choice)
  const bitmap = await createImageBitmap(await pngSnapshot(source, choice))
  const pixels = await pixelsOf(bitmap)
  const shrink = Math.min(1, LONGEST_PAGE / (Math.max(width(bounds), height(bounds)) * POINTS_PER_PIXEL))
  const page = [width(bounds), height(bounds)].map((side) => (side * POINTS_PER_PIXEL * shrink).toFixed(2))
  const paint = ascii(`q ${page[0]} 0 0 ${page[1]} 0 0 cm /I Do Q`)
  const image = `/Type /XObject /Subtype /Image /Width ${bitmap.width} /Height ${bitmap.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`
  return fileOf([
    ascii('<< /Type /Catalog /Pages 2 0 R >>'),
    ascii('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    ascii(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.join(' ')}] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
    ),
    streamOf('', paint),
    streamOf(image, pixels),
  ])
}

/** Red, green and blue of every pixel on white, compressed with zlib as PDF has it. */
async function pixelsOf(bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no 2D canvas')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const colors = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    colors[to++] = data[from]!
    colors[to++] = data[from + 1]!
    colors[to++] = data[from + 2]!
  }
  const deflated = new Blob([colors]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(deflated).arrayBuffer())
}

type Bytes = Uint8Array<ArrayBuffer>

const ascii = (text: string): Bytes => new TextEncoder().encode(text)

const streamOf = (entries: string, bytes: Bytes): Bytes =>
  joined([ascii(`<< ${entries} /Length ${bytes.length} >>\nstream\n`), bytes, ascii('\nendstream')])

/** The file of PDF 1.4 that holds these objects, the first being the catalogue (ISO 32000-1, 7.5). */
function fileOf(objects: readonly Bytes[]): Blob {
  const parts: Bytes[] = [ascii('%PDF-1.4\n%\u00e2\u00e3\n')]
  const starts: number[] = []
  let at = parts[0]!.length
  for (const [i, object] of objects.entries()) {
    const whole = joined([ascii(`${i + 1} 0 obj\n`), object, ascii('\nendobj\n')])
    starts.push(at)
    parts.push(whole)
    at += whole.length
  }
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(
    ascii(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return new Blob(parts, { type: 'application/pdf' })
}

function joined(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
