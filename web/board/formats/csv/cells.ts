/** Rows of fields, as they are written: not equally long. */
export type Rows = readonly (readonly string[])[]

const SEPARATORS = ['\t', ';', ',', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** UTF-16 units at the beginning, and records, by which a separator is found. */
const LOOKED_AT = 16 * 1024
const RECORDS = 20

/**
 * The fields of comma separated values (RFC 4180), whatever separates them and however lines end. A quote that is never closed
 * reaches to the end; one in the middle of a field is a letter.
 * @param most no more rows are read than this
 */
export function rowsOf(text: string, separator: Separator, most: number): Rows {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length && rows.length < most) {
    const field = text[at] === '"' ? quoted(text, at) : { said: '', end: at }
    const end = endOfField(text, field.end, separator)
    row.push(field.said + text.slice(field.end, end))
    at = end + 1
    if (text[end] === separator && at < text.length) continue
    if (text[end] === separator) row.push('')
    if (text[end] === '\r' && text[at] === '\n') at += 1
    rows.push(row)
    row = []
  }
  return rows
}

/** What stands between quotes, two of which mean one. */
function quoted(text: string, start: number): { readonly said: string; readonly end: number } {
  let said = ''
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { said: said + text.slice(from), end: text.length }
    said += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { said, end: quote + 1 }
    said += '"'
    from = quote + 2
  }
}

function endOfField(text: string, from: number, separator: Separator): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

/** The separator that makes the most fields of the same number in all of the first records; undefined where none separates anything. */
export function separatorOf(text: string): Separator | undefined {
  const beginning = text.slice(0, LOOKED_AT)
  const found = SEPARATORS.map((separator) => {
    const all = rowsOf(beginning, separator, RECORDS).filter((row) => row.length > 1 || row[0] !== '')
    // The last one may have been cut off.
    const rows = all.length > 1 && beginning.length < text.length ? all.slice(0, -1) : all
    const width = rows[0]?.length ?? 0
    const even = rows.filter((row) => row.length === width).length / Math.max(1, rows.length)
    return { separator, score: width < 2 ? 0 : even * 1_000 + width }
  })
  const best = found.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.separator : undefined
}

/** As people and programs write numbers: 1234.5, 1,234.5, 1.234,5, 12 %, € 3. NaN for what is none. */
export function numberOf(written: string): number {
  const bare = written.replaceAll(/[\s\u00a0\u202f'’%$€£¥]/g, '')
  if (/^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)) return Number(bare.replaceAll(',', ''))
  if (/^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'))
  if (/^[-+]?\d+,\d+$/.test(bare)) return Number(bare.replace(',', '.'))
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,2})?$/i.test(bare) ? Number(bare) : NaN
}
