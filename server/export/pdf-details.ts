/** What a PDF says of itself. */
export interface PdfDetails {
  /** Empty: none. */
  readonly title: string
  /** ISO 8601. */
  readonly created: string | undefined
  readonly modified: string | undefined
  /** What readers list beside the pages, each with the name of the destination that it leads to. */
  readonly outline: readonly { readonly title: string; readonly at: string }[]
}

/** The end of a PDF that has one table of objects: how many, the catalog, where the table begins. */
const END = /trailer\s*<<\s*\/Size (\d+)\s*\/Root (\d+) 0 R[^>]*>>\s*startxref\s*(\d+)\s*%%EOF\s*$/

/**
 * Adds to a PDF what Skia's writer can not say: dates, and an outline. Written behind its end, as changes of a PDF are
 * (ISO 32000-1, 7.5.6 incremental updates, 12.3.3 outlines, 14.3.3 information).
 * @throws when the PDF is not as Skia writes it
 */
export function finishPdf(pdf: Buffer, { title, created, modified, outline }: PdfDetails): Uint8Array {
  const text = pdf.toString('latin1')
  const [, size, root, table] = END.exec(text)?.map(Number) ?? []
  if (size === undefined || root === undefined || table === undefined) throw new Error('this PDF ends otherwise')
  const objects = new Map<number, string>()
  const info = [
    title === '' ? '' : `/Title ${textString(title)}`,
    '/Creator (Drawbridge) /Producer (Skia/PDF)',
    created === undefined ? '' : `/CreationDate ${dateString(created)}`,
    modified === undefined ? '' : `/ModDate ${dateString(modified)}`,
  ]
  objects.set(size, `<<${info.join(' ')}>>`)
  if (outline.length > 0) {
    const list = size + 1
    objects.set(root, objectOf(text, root, table).replace('<<', `<</Outlines ${list} 0 R /PageMode /UseOutlines `))
    addOutline(objects, list, outline)
  }
  return Buffer.concat([pdf, Buffer.from(updateOf(objects, pdf.length, { root, info: size, table }), 'latin1')])
}

function addOutline(objects: Map<number, string>, list: number, outline: PdfDetails['outline']): void {
  const last = list + outline.length
  objects.set(list, `<</Type /Outlines /First ${list + 1} 0 R /Last ${last} 0 R /Count ${outline.length}>>`)
  for (const [at, { title, at: place }] of outline.entries()) {
    const own = list + 1 + at
    const before = at === 0 ? '' : ` /Prev ${own - 1} 0 R`
    const after = own === last ? '' : ` /Next ${own + 1} 0 R`
    objects.set(own, `<</Title ${textString(title)} /Parent ${list} 0 R${before}${after} /Dest /${place}>>`)
  }
}

/** An object's content, found by the table. */
function objectOf(text: string, number: number, table: number): string {
  const first = text.indexOf('\n', text.indexOf('\n', table) + 1) + 1
  const offset = Number(text.slice(first + number * ENTRY, first + number * ENTRY + 10))
  const begin = text.indexOf('obj\n', offset) + 'obj\n'.length
  return text.slice(begin, text.indexOf('\nendobj', begin))
}

/** Bytes of an entry of the table. */
const ENTRY = 20

/** The objects as they are appended to a PDF of so many bytes, with a table of their own. */
function updateOf(
  objects: ReadonlyMap<number, string>,
  length: number,
  { root, info, table }: { readonly root: number; readonly info: number; readonly table: number },
): string {
  let body = '\n'
  let sections = ''
  for (const [number, content] of objects) {
    sections += `${number} 1\n${String(length + body.length).padStart(10, '0')} 00000 n \n`
    body += `${number} 0 obj\n${content}\nendobj\n`
  }
  const size = Math.max(...objects.keys()) + 1
  const trailer = `trailer\n<</Size ${size} /Root ${root} 0 R /Info ${info} 0 R /Prev ${table}>>`
  return `${body}xref\n${sections}${trailer}\nstartxref\n${length + body.length}\n%%EOF\n`
}

/** UTF-16 with its mark, in hexadecimal: any text. */
const textString = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`

/** `D:20261122083000Z` */
const dateString = (iso: string): string => `(D:${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z)`
