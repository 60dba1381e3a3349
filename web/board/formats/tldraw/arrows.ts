import type { Binding } from '../../elements/binding.ts'
import type { Head } from '../../elements/heads.ts'
import { applyTo } from '../../geometry/matrix.ts'
import type { Vector } from '../../geometry/vector.ts'
import { isRaw, listIn, meaningOf, numberIn, stringIn, within, type Raw } from '../imported.ts'
import { fewerPoints } from '../lines.ts'
import * as looks from './looks.ts'
import { propsOf, vectorIn } from './place.ts'
import { belongingOf, boxOf, idOf, labelOf, opacityOf, placed, type Reading } from './reading.ts'

const HEADS: ReadonlyMap<unknown, Head> = new Map<unknown, Head>([
  ['none', 'none'],
  ['arrow', 'arrow'],
  ['bar', 'one'],
  ['pipe', 'one'],
  ['triangle', 'triangle'],
  ['inverted', 'triangle'],
  ['diamond', 'triangle'],
  ['square', 'dot'],
  ['dot', 'dot'],
])

/** Scene units: an arrow that bends by less is straight. */
const STRAIGHT = 2

export function readArrow(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const ends = (['start', 'end'] as const).map((terminal) => endOf(shape, terminal, reading))
  const [start, end] = ends as [End, End]
  const bend = numberIn(props, 'bend', 0)
  const isElbow = props['kind'] === 'elbow'
  const isBent = !isElbow && Math.abs(bend) > STRAIGHT
  reading.add({
    kind: 'line',
    id: idOf(shape, reading),
    matrix: [1, 0, 0, 1, 0, 0],
    points: [start.at, ...(isBent ? [middleOf(start.at, end.at, bend)] : []), end.at].flatMap(({ x, y }) => [x, y]),
    route: isElbow ? 'elbow' : isBent ? 'curved' : 'straight',
    startHead: meaningOf(HEADS, props['arrowheadStart'], 'none'),
    endHead: meaningOf(HEADS, props['arrowheadEnd'], 'arrow'),
    start: start.binding,
    end: end.binding,
    ...looks.outlineOf(props, stringIn(shape, 'id')),
    opacity: opacityOf(shape, reading),
    ...labelOf(shape, reading),
    ...belongingOf(shape, reading),
  })
}

/** The middle of an arc whose middle is `bend` beside that of its chord. */
function middleOf(from: Vector, to: Vector, bend: number): Vector {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  return { x: (from.x + to.x) / 2 - uy * bend, y: (from.y + to.y) / 2 + ux * bend }
}

interface End {
  readonly at: Vector
  readonly binding: Binding | null
}

/** Types that lines of a board may be bound to. */
const BOUND_TO = new Set(['geo', 'note', 'text', 'image', 'bookmark', 'embed'])

/** Bound in a record of its own; before schema 4 of arrows, where the end says so itself. */
function endOf(shape: Raw, terminal: 'start' | 'end', reading: Reading): End {
  const stored = propsOf(shape)[terminal]
  const record = reading.bindingOf(shape, terminal)
  const own = isRaw(stored) && stored['type'] === 'binding' ? stored : undefined
  const targetId = record ? stringIn(record, 'toId') : stringIn(own ?? {}, 'boundShapeId')
  const target = reading.find(targetId)
  const said = record ? propsOf(record) : own
  if (!target || !said)
    return { at: applyTo(placed(shape, reading), vectorIn(stored) ?? { x: 0, y: 0 }), binding: null }
  const anchor = said['isPrecise'] === false ? undefined : vectorIn(said['normalizedAnchor'])
  const at = { x: within(0, anchor?.x ?? 0.5, 1), y: within(0, anchor?.y ?? 0.5, 1) }
  const isKept = BOUND_TO.has(stringIn(target, 'type'))
  return {
    at: applyTo(boxOf(target, reading), at),
    binding: isKept ? { id: reading.idOf(targetId), ...at } : null,
  }
}

export function readLine(shape: Raw, reading: Reading): void {
  const props = propsOf(shape)
  const points = pointsOfLine(props)
  if (points.length < 4) return reading.leave('lines without points')
  reading.add({
    kind: 'line',
    id: idOf(shape, reading),
    matrix: placed(shape, reading),
    points: fewerPoints(points),
    route: props['spline'] === 'cubic' && points.length > 4 ? 'curved' : 'straight',
    ...looks.outlineOf(props, stringIn(shape, 'id')),
    opacity: opacityOf(shape, reading),
    ...belongingOf(shape, reading),
  })
}

/** By their index; older versions had a list, or handles. */
function pointsOfLine(props: Raw): number[] {
  const raw = isRaw(props['points']) ? props['points'] : props['handles']
  const points = isRaw(raw)
    ? Object.entries(raw)
        .map(([key, point]) => ({ index: isRaw(point) ? stringIn(point, 'index', key) : key, point }))
        .toSorted((a, b) => (a.index < b.index ? -1 : Number(a.index > b.index)))
        .map(({ point }) => point)
    : listIn(props, 'points')
  return points.flatMap((point) => {
    const at = vectorIn(point)
    return at ? [at.x, at.y] : []
  })
}
