import { BadFile } from '../../document/board-file.ts'
import { newId } from '../../document/new-id.ts'
import { tableOf } from '../../document/new-table.ts'
import { truncate } from '../../document/truncate.ts'
import { IDENTITY } from '../../geometry/matrix.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import { LIMITS } from '../../limits.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { hasExtension, type FileFormat } from '../format.ts'
import { createCollector, type Imported } from '../imported.ts'
import { rowsOf, separatorOf, type Rows, type Separator } from './cells.ts'
import { addChart, type ChartKind } from './chart.ts'
import { seriesOf } from './series.ts'

const EXTENSIONS = ['.csv', '.tsv', '.tab']
const CHARTS: ReadonlyMap<string, ChartKind> = new Map([
  ['bars', 'bars'],
  ['lines', 'lines'],
  ['pie', 'pie'],
])
/** Of the letters of a table. */
const SIZE = 16

/** Comma, semicolon or tab separated values: a table, or a chart of its numbers. */
export const csv: FileFormat = {
  id: 'csv',
  name: 'CSV',
  extensions: EXTENSIONS,
  // Nearly any text could be some: only its name tells.
  looksLike: (given) => hasExtension(given, EXTENSIONS),
  ways: [
    { id: 'table', label: 'Table' },
    { id: 'bars', label: 'Bar chart' },
    { id: 'lines', label: 'Line chart' },
    { id: 'pie', label: 'Pie chart' },
  ],
  read: (given, measure, way) =>
    readCsv(given.text, hasExtension(given, EXTENSIONS.slice(1)) ? '\t' : undefined, measure, way),
}

/** @throws {BadFile} */
function readCsv(text: string, known: Separator | undefined, measure: MeasureText, way: string): Imported {
  if (text.includes('\0')) throw new BadFile('unreadable', 'it is no text')
  const rows = rowsOf(text, known ?? separatorOf(text) ?? ',', IMPORT_LIMITS.csvRows).filter((row) =>
    row.some((cell) => cell.trim() !== ''),
  )
  if (rows.length === 0) throw new BadFile('empty', 'there is nothing in it')
  const kind = CHARTS.get(way)
  return kind ? readChart(rows, kind, measure) : readTable(rows)
}

function readTable(rows: Rows): Imported {
  const collector = createCollector()
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const shown = Math.min(width, LIMITS.tableColumns)
  const cells = rows
    .slice(0, LIMITS.tableRows)
    .map((row) =>
      Array.from({ length: shown }, (_, i) =>
        truncate((row[i] ?? '').replaceAll(/\r\n?/g, '\n').trim(), LIMITS.textLength),
      ),
    )
  for (let i = cells.length; i < rows.length; i++) collector.leave(`rows beyond the first ${LIMITS.tableRows}`)
  for (let i = shown; i < width; i++) collector.leave(`columns beyond the first ${LIMITS.tableColumns}`)
  collector.add({ kind: 'table', ...tableOf(cells, SIZE), id: newId(), matrix: IDENTITY, color: 'ink', font: 'sans' })
  return collector.result()
}

function readChart(rows: Rows, kind: ChartKind, measure: MeasureText): Imported {
  const chart = seriesOf(rows)
  if (!chart) throw new BadFile('not-valid', 'there are no numbers in it to make a chart of')
  if (kind === 'pie' && !chart.series[0]?.values.some((value) => value > 0))
    throw new BadFile('not-valid', 'there is nothing in it that could be a part of a pie')
  const collector = createCollector()
  for (let i = 0; i < chart.left; i++) collector.leave('rows or columns that a chart has no room for')
  if (kind === 'pie') for (let i = 1; i < chart.series.length; i++) collector.leave('further columns: a pie shows one')
  addChart(kind, chart, collector, measure)
  return collector.result()
}
