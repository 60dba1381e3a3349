import { LIMITS } from '#board/limits.ts'

/** The cells of a table that another program put on the clipboard, row by row, equally long. */
export type Cells = readonly (readonly string[])[]

/**
 * Reads a table as spreadsheets and pages write it: the first `<table>` of HTML, or lines with tabs (TSV,
 * https://www.iana.org/assignments/media-types/text/tab-separated-values) where all have as many. Undefined when it is none.
 */
export function cellsIn({ html, text }: { readonly html: string; readonly text: string }): Cells | undefined {
  const rows = rowsOfHtml(html) ?? rowsOfTabs(text)
  const width = Math.max(0, ...(rows?.map((row) => row.length) ?? []))
  if (!rows || width === 0) return undefined
  return rows.map((row) => Array.from({ length: width }, (_, i) => (row[i] ?? '').slice(0, LIMITS.textLength)))
}

export const isTooLarge = (cells: Cells): boolean =>
  cells.length > LIMITS.tableRows || (cells[0]?.length ?? 0) > LIMITS.tableColumns

function rowsOfHtml(html: string): string[][] | undefined {
  if (!html.includes('<table')) return undefined
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (!table) return undefined
  return Array.from(table.rows, (row) => Array.from(row.cells).flatMap(wordsOfCell)).filter((row) => row.length > 0)
}

/** A cell over several columns leaves those behind it empty. */
function wordsOfCell(cell: HTMLTableCellElement): string[] {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\n')
  const words = (cell.textContent ?? '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ *\n */g, '\n')
    .trim()
  return [words, ...Array.from({ length: Math.min(LIMITS.tableColumns, cell.colSpan) - 1 }, () => '')]
}

function rowsOfTabs(text: string): string[][] | undefined {
  const lines = text.replaceAll(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const rows = lines.map((line) => line.split('\t'))
  const [first = []] = rows
  return first.length > 1 && rows.every((row) => row.length === first.length) ? rows : undefined
}
