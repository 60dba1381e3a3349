import type { Box } from './geometry/box.ts'
import type { Vector } from './geometry/vector.ts'
import { LIMITS } from './limits.ts'

/** What others may know of one person right now. Travels as a Yjs awareness state; the latest wins. */
export interface Presence {
  readonly user: {
    readonly name: string
    readonly color: string
    /** The server knows that this is their name: somebody whom it trusts has said so. Only the server can say that. */
    readonly verified?: true
  }
  /** Scene point, or null when the pointer is not on the board. */
  readonly cursor: Vector | null
  readonly selection: readonly string[]
  readonly tool: string
  /** What part of the scene they see. */
  readonly view: Box | null
  /** Are they showing frames, one after the other? */
  readonly presenting: boolean
  /** The page that they are on, by id; null on the first one. */
  readonly page: string | null
  /** What they say beside their pointer, for the moment. */
  readonly saying?: string | undefined
}

/** Colours of people: white text is legible on each, and each is legible on both canvases. */
export const PERSON_COLORS = [
  '#d6336c',
  '#c2410c',
  '#a16207',
  '#4d7c0f',
  '#15803d',
  '#0f766e',
  '#0e7490',
  '#1d6fd1',
  '#4f5bd5',
  '#7c3aed',
  '#a21caf',
  '#8d5b4c',
] as const

/** The colour of a person who chose none: the same on every screen. `client` is their awareness client id. */
export function personColor(client: number): string {
  // Client ids are random, those of tests and bots are not: the multiplication spreads them (Knuth, TAOCP 3, section 6.4).
  const hash = Math.imul(client, 2_654_435_761) >>> 0
  return PERSON_COLORS[Math.floor((hash / 2 ** 32) * PERSON_COLORS.length)] as string
}

const DEFAULT_NAME = 'Guest'
const MAX_TOOL_NAME = 32

/**
 * Reads a person's awareness state. It comes unchecked from their browser: whatever it holds, this does not throw, and what it
 * answers is short and valid. `undefined` for what is no state at all.
 */
export function parsePresence(raw: unknown, client: number): Presence | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const user = own(raw, 'user')
  const color = own(user, 'color')
  const tool = own(raw, 'tool')
  const saying = oneLine(own(raw, 'saying'), LIMITS.sayingLength)
  return {
    user: {
      name: parseName(own(user, 'name')),
      color: typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : personColor(client),
      ...(own(user, 'verified') === true ? { verified: true } : {}),
    },
    cursor: parsePoint(own(raw, 'cursor')),
    selection: parseSelection(own(raw, 'selection')),
    tool: typeof tool === 'string' ? tool.slice(0, MAX_TOOL_NAME) : '',
    view: parseView(own(raw, 'view')),
    presenting: own(raw, 'presenting') === true,
    page: parseId(own(raw, 'page')),
    ...(saying === '' ? {} : { saying }),
  }
}

/** Only where they point and look. */
export const placesIn = (raw: object): Pick<Presence, 'cursor' | 'view'> => ({
  cursor: parsePoint(own(raw, 'cursor')),
  view: parseView(own(raw, 'view')),
})

/** A property that is the object's own: a sent `__proto__` says nothing. */
const own = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name)
    ? (raw as Record<string, unknown>)[name]
    : undefined

/** Control characters, and those that turn the direction of the text around them or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu

/** Words as they may be shown: one line, visible characters, at most so many. */
function oneLine(raw: unknown, most: number): string {
  if (typeof raw !== 'string') return ''
  const seen = raw
    .slice(0, 4 * most)
    .replaceAll(UNSEEN, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return Array.from(seen).slice(0, most).join('').trim()
}

/** A name as it may be shown: one line, visible characters, at most {@link LIMITS.nameLength} of them. */
export const parseName = (raw: unknown): string => oneLine(raw, LIMITS.nameLength) || DEFAULT_NAME

const coordinate = (raw: unknown): number | undefined =>
  typeof raw === 'number' && Math.abs(raw) <= LIMITS.coordinate ? raw : undefined

function parsePoint(raw: unknown): Vector | null {
  const x = coordinate(own(raw, 'x'))
  const y = coordinate(own(raw, 'y'))
  return x === undefined || y === undefined ? null : { x, y }
}

function parseSelection(raw: unknown): readonly string[] {
  if (!Array.isArray(raw)) return []
  const ids: readonly unknown[] = raw.slice(0, LIMITS.presenceSelection)
  return ids.filter((id): id is string => typeof id === 'string' && LIMITS.elementId.test(id))
}

const parseId = (raw: unknown): string | null => (typeof raw === 'string' && LIMITS.elementId.test(raw) ? raw : null)

function parseView(raw: unknown): Box | null {
  const [minX, minY] = [coordinate(own(raw, 'minX')), coordinate(own(raw, 'minY'))]
  const [maxX, maxY] = [coordinate(own(raw, 'maxX')), coordinate(own(raw, 'maxY'))]
  if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) return null
  return minX <= maxX && minY <= maxY ? { minX, minY, maxX, maxY } : null
}
