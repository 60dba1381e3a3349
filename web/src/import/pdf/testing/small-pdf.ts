export interface SmallPage {
  readonly text: string
  /** Points. */
  readonly width: number
  readonly height: number
  /** Red, green and blue, 0 to 1. */
  readonly color: readonly [number, number, number]
}

/** A PDF (ISO 32000-1) that names its letters and does not bring them. */
export function smallPdf(pages: readonly SmallPage[]): string {
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap(({ text, width, height, color }, i) => {
      const drawn = `${color.join(' ')} rg 0 0 ${width} ${height} re f 0 g BT /F1 24 Tf 40 ${height - 60} Td (${text}) Tj ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ]
    }),
  ]
  return written(objects)
}

/** A page that is a fax: eight black lines of eight points, each written as what differs from the one before (ITU-T T.6). */
export function faxPdf(): string {
  // The first line: horizontal, no white, eight black (001 00110101 000101); the others: straight down, twice each (1 1). Then the end.
  const bits = `00100110101000101${'11'.repeat(7)}000000000001000000000001`
  const hex = (bits.match(/.{1,8}/g) ?? []).map((byte) =>
    Number.parseInt(byte.padEnd(8, '0'), 2).toString(16).padStart(2, '0'),
  )
  const picture = `${hex.join('')}>`
  const dictionary =
    '/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter [/ASCIIHexDecode /CCITTFaxDecode] /DecodeParms [null << /K -1 /Columns 8 /Rows 8 >>]'
  const drawn = '80 0 0 80 0 0 cm /P Do'
  return written([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    `<< ${dictionary} /Length ${picture.length} >>\nstream\n${picture}\nendstream`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 80 80] /Resources << /XObject << /P 3 0 R >> >> /Contents 5 0 R >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
  ])
}

/** With the table of where each object begins. */
function written(objects: readonly string[]): string {
  let file = '%PDF-1.4\n'
  const places: string[] = []
  for (const [i, object] of objects.entries()) {
    places.push(`${String(file.length).padStart(10, '0')} 00000 n \n`)
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
  }
  const size = objects.length + 1
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}
