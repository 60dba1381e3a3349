import { newId } from '../../document/new-id.ts'
import type { NewElement } from '../../document/element.ts'
import { truncate } from '../../document/truncate.ts'
import { newStrokes } from '../../elements/new-strokes.ts'
import { IDENTITY, translate } from '../../geometry/matrix.ts'
import { plain, type MeasureText } from '../../render/fonts.ts'
import { layoutText, type Align } from '../../render/text-layout.ts'
import type { Collector } from '../imported.ts'
import { evenly } from '../ink.ts'
import type { Series } from './series.ts'
import { ticksOf } from './ticks.ts'

export type ChartKind = 'bars' | 'lines' | 'pie'

/** Scene units. */
const AREA = { width: 640, height: 360 }
const LETTERS = { size: 16, gap: 10 }
const COLORS = ['blue', 'orange', 'green', 'red', 'violet', 'teal', 'pink', 'brown'] as const
const colorOf = (i: number): string => COLORS[i % COLORS.length] as string

/** Adds a chart of a board's own elements, in one group: everything in it can be taken and changed. */
export function addChart(kind: ChartKind, chart: Series, collector: Collector, measure: MeasureText): void {
  const group = newId()
  const add = (element: NewElement) => void collector.add({ ...element, id: newId(), groups: [group] })
  const write = writer(add, measure)
  if (kind === 'pie') addPie(chart, add, write)
  else {
    addAxes(chart, add, write)
    if (kind === 'bars') addBars(chart, add)
    else addLines(chart, add)
    addNames(chart, write)
  }
  const legend = kind === 'pie' ? chart.names : chart.series.map(({ name }) => name)
  if (kind === 'pie' || legend.some((name) => name !== '')) addLegend(legend, add, write)
}

type Add = (element: NewElement) => void
type Write = (text: string, x: number, y: number, align: Align, room?: number) => void

/** Writes words beside a point; those that have not the room are cut off. */
function writer(add: Add, measure: MeasureText): Write {
  const style = { ...plain('sans'), size: LETTERS.size }
  return (text, x, y, align, room = Infinity) => {
    const said = fitting(text.replaceAll(/\s+/g, ' ').trim(), room, (words) => measure(words, style, style.size))
    if (said === '') return
    const { width, height } = layoutText(said, { ...style, align }, measure)
    const left = x - width * { left: 0, center: 0.5, right: 1 }[align]
    add({ kind: 'text', matrix: translate(left, y - height / 2), ...style, align, color: 'ink', text: said })
  }
}

/** UTF-16 units of a name. */
const LONGEST = 80

function fitting(text: string, room: number, widthOf: (text: string) => number): string {
  if (text.length <= LONGEST && widthOf(text) <= room) return text
  const shortened = (length: number) => `${truncate(text, length).trimEnd()}…`
  let length = Math.min(LONGEST, text.length)
  while (length > 1 && widthOf(shortened(length)) > room) length -= 1
  return shortened(length)
}

const extremes = ({ series }: Series): readonly number[] => series.flatMap(({ values }) => values)

/** Where a value is, scene units from the top. */
const heights = (chart: Series) => {
  const ticks = ticksOf(extremes(chart))
  const [low, high] = [ticks[0] as number, ticks.at(-1) as number]
  return { ticks, y: (value: number) => AREA.height * (1 - (value - low) / (high - low)) }
}

const LINE = { kind: 'line', matrix: IDENTITY, look: 'clean' } as const

function addAxes(chart: Series, add: Add, write: Write): void {
  const { ticks, y } = heights(chart)
  for (const tick of ticks) {
    const isBase = tick === 0
    add({
      ...LINE,
      points: [0, y(tick), AREA.width, y(tick)],
      color: 'grey',
      width: isBase ? 2 : 1,
      opacity: isBase ? 1 : 0.4,
    })
    write(shortly(tick), -LETTERS.gap, y(tick), 'right')
  }
}

const shortly = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 1e12 || (size > 0 && size < 1e-4)) return value.toExponential(1)
  return String(Math.round(value * 1e6) / 1e6)
}

const slotOf = ({ names }: Series): number => AREA.width / Math.max(1, names.length)

/** How much of its slot the bars of one name take. */
const FULL = 0.72

function addBars(chart: Series, add: Add): void {
  const { y } = heights(chart)
  const slot = slotOf(chart)
  const width = (slot * FULL) / chart.series.length
  for (const [i, { values }] of chart.series.entries())
    for (const [j, value] of values.entries()) {
      const top = Math.min(y(value), y(0))
      const height = Math.max(0.5, Math.abs(y(value) - y(0)))
      const left = slot * (j + (1 - FULL) / 2) + width * i
      const color = colorOf(i)
      add({ kind: 'shape', shape: 'rectangle', matrix: [width, 0, 0, height, left, top], color, fill: color, width: 1 })
    }
}

function addLines(chart: Series, add: Add): void {
  const { y } = heights(chart)
  const slot = slotOf(chart)
  for (const [i, { values }] of chart.series.entries()) {
    const points = values.map((value, j) => [slot * (j + 0.5), y(value)] as const)
    if (points.length > 1) add({ ...LINE, points: points.flat(), color: colorOf(i), width: 4 })
    for (const [x, at] of points)
      add({
        kind: 'shape',
        shape: 'ellipse',
        matrix: [10, 0, 0, 10, x - 5, at - 5],
        color: colorOf(i),
        fill: colorOf(i),
        width: 1,
      })
  }
}

/** So many scene units belong to a name below the chart. */
const NAME_ROOM = 44

function addNames(chart: Series, write: Write): void {
  const slot = slotOf(chart)
  const every = Math.ceil(NAME_ROOM / slot)
  for (const [i, name] of chart.names.entries())
    if (i % every === 0) write(name, slot * (i + 0.5), AREA.height + LETTERS.size + 4, 'center', slot * every - 6)
}

const PIE = { x: AREA.width / 2, y: AREA.height / 2, radius: AREA.height / 2 }

/** Of the first series; what is not above nothing has no part. */
function addPie({ series: [first], names }: Series, add: Add, write: Write): void {
  const values = (first?.values ?? []).map((value) => Math.max(0, value))
  const sum = values.reduce((all, value) => all + value, 0)
  let from = -Math.PI / 2
  for (const [i, value] of values.entries()) {
    const turn = (value / sum) * 2 * Math.PI
    if (!(turn > 0)) continue
    const style = { color: colorOf(i), width: 2, opacity: i < COLORS.length ? 1 : 0.6 }
    for (const piece of newStrokes(evenly(sector(from, turn)), style, 1)) add({ ...piece, inside: style.color })
    const [dx, dy] = [Math.cos(from + turn / 2), Math.sin(from + turn / 2)]
    const far = PIE.radius + LETTERS.size * 1.4
    if (turn > 0.12)
      write(
        `${names[i] ?? ''} ${shortly(Math.round((value / sum) * 1_000) / 10)} %`,
        PIE.x + dx * far,
        PIE.y + dy * far,
        dx < 0 ? 'right' : 'left',
        160,
      )
    from += turn
  }
}

/** Radians between the points of an arc. */
const STEP = 0.05

/** Flat, closed. */
function sector(from: number, turn: number): number[] {
  const steps = Math.max(2, Math.ceil(turn / STEP))
  const arc = Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + (turn * i) / steps
    return [PIE.x + PIE.radius * Math.cos(angle), PIE.y + PIE.radius * Math.sin(angle)]
  }).flat()
  return [PIE.x, PIE.y, ...arc, PIE.x, PIE.y]
}

const LEGEND = { x: AREA.width + 40, line: 28, box: 16 }

function addLegend(names: readonly string[], add: Add, write: Write): void {
  for (const [i, name] of names.slice(0, 24).entries()) {
    const y = i * LEGEND.line
    const color = colorOf(i)
    const matrix = [LEGEND.box, 0, 0, LEGEND.box, LEGEND.x, y - LEGEND.box / 2]
    add({ kind: 'shape', shape: 'rectangle', matrix, color, fill: color, width: 1 })
    write(name === '' ? String(i + 1) : name, LEGEND.x + LEGEND.box + LETTERS.gap, y, 'left', 220)
  }
}
