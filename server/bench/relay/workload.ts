import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/stroke.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { encodeLive } from '#board/live.ts'
import type { Presence } from '#board/presence.ts'
import { MESSAGE_AWARENESS, MESSAGE_LIVE, MESSAGE_SYNC, SYNC_UPDATE } from '#board/protocol.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { encode } from '../../testing/encode.ts'

/** In whose way the same drawing is sent. */
export type ServerName = 'drawbridge' | 'stock'

/** By what readers know a write again; cursors and the like, of which only the latest matters, have none. */
export type Mark =
  | { readonly channel: 'document'; readonly client: number; readonly clock: number }
  | { readonly channel: 'live'; readonly client: number; readonly key: string }

/** One WebSocket message of an artist. */
export interface Write {
  readonly artist: number
  /** Milliseconds after the start of the run. */
  readonly atMs: number
  readonly bytes: Uint8Array
  readonly mark: Mark | undefined
}

/** A pen is read once per frame of a display, and such a display brings two samples a frame. */
const FRAME_MS = 1_000 / 60
const SAMPLES = 2
/** Frames of a stroke, and from the start of one to the start of the next. */
const STROKE_FRAMES = 90
const PERIOD_FRAMES = 120
const CURSOR_MS = 50
const STYLE = { color: 'ink', width: 3, opacity: 1 }

/** What one frame adds to a stroke. */
interface Frame {
  readonly atMs: number
  readonly id: string
  /** Index of the first point within the stroke. */
  readonly from: number
  /** x, y, pressure, ... */
  readonly points: readonly number[]
  readonly isLast: boolean
}

export const clientOf = (artist: number): number => artist + 1

/** Which live ink it is: its stroke and its place in it. */
export const inkKey = (id: string, from: number): string => `${id}/${from}`

/** All that `artists` people send in `durationMs`, in order of time. The same seed makes the same drawing for both servers. */
export function writesOf(server: ServerName, artists: number, durationMs: number, seed: number): Write[] {
  const writes: Write[] = []
  for (let artist = 0; artist < artists; artist++) {
    const random = createRandom(seed * 1_000 + artist)
    const frames = draw(artist, durationMs, random)
    writes.push(...(server === 'stock' ? stockWrites(artist, frames) : drawbridgeWrites(artist, frames)))
    writes.push(...cursorWrites(artist, durationMs, random))
  }
  // The sort is stable: what an artist sends at one moment stays in order.
  return writes.sort((a, b) => a.atMs - b.atMs)
}

/** Strokes that wander about; nobody's frames and strokes begin with anybody else's. */
function draw(artist: number, durationMs: number, random: Random): Frame[] {
  const frames: Frame[] = []
  const phaseMs = random.between(0, PERIOD_FRAMES * FRAME_MS)
  let [x, y, heading] = [random.between(0, 2_000), random.between(0, 2_000), 0]
  for (let n = 0; phaseMs + n * FRAME_MS < durationMs; n++) {
    const k = n % PERIOD_FRAMES
    if (k >= STROKE_FRAMES) continue
    const points: number[] = []
    for (let i = 0; i < SAMPLES; i++) {
      heading += random.between(-0.4, 0.4)
      x += 4 * Math.cos(heading)
      y += 4 * Math.sin(heading)
      points.push(x, y, random.between(0.4, 0.6))
    }
    const id = `bench-${artist}-`.padEnd(12, '-') + Math.floor(n / PERIOD_FRAMES)
    frames.push({ atMs: phaseMs + n * FRAME_MS, id, from: k * SAMPLES, points, isLast: k === STROKE_FRAMES - 1 })
  }
  return frames
}

/** As boards on a y-websocket server usually do it: each frame is appended to an array within the shared array. */
function stockWrites(artist: number, frames: readonly Frame[]): Write[] {
  const doc = new Y.Doc()
  doc.clientID = clientOf(artist)
  const strokes = doc.getArray<Y.Array<number>>('strokes')
  return frames.map(({ atMs, from, points }) => {
    const append = (): void => {
      if (from === 0) strokes.push([new Y.Array<number>()])
      strokes.get(strokes.length - 1).push([...points])
    }
    return { artist, atMs, ...documentMessage(doc, append) }
  })
}

/** As our page does it: frames travel live, the finished stroke goes into the document. */
function drawbridgeWrites(artist: number, frames: readonly Frame[]): Write[] {
  const doc = new Y.Doc()
  doc.clientID = clientOf(artist)
  const board = createBoardDocument(doc)
  const stroke: number[] = []
  return frames.flatMap(({ atMs, id, from, points, isLast }): Write[] => {
    stroke.length = from * STRIDE
    stroke.push(...points)
    const mark: Mark = { channel: 'live', client: doc.clientID, key: inkKey(id, from) }
    const ink = { artist, atMs, mark, bytes: liveMessage({ type: 'ink', id, from, points, ...STYLE }) }
    if (!isLast) return [ink]
    const add = (): void => void board.add(newStrokes(stroke, STYLE, 1).map((fields) => Object.assign(fields, { id })))
    const end = { artist, atMs, mark: undefined, bytes: liveMessage({ type: 'end', id, committed: true }) }
    return [ink, { artist, atMs, ...documentMessage(doc, add) }, end]
  })
}

const liveMessage = (message: Parameters<typeof encodeLive>[0]): Uint8Array => encode(MESSAGE_LIVE, encodeLive(message))

function documentMessage(doc: Y.Doc, change: () => void): Pick<Write, 'bytes' | 'mark'> {
  const clock = Y.getState(doc.store, doc.clientID)
  const before = Y.encodeStateVector(doc)
  doc.transact(change)
  return {
    bytes: encode(MESSAGE_SYNC, SYNC_UPDATE, Y.encodeStateAsUpdate(doc, before)),
    mark: { channel: 'document', client: doc.clientID, clock },
  }
}

function cursorWrites(artist: number, durationMs: number, random: Random): Write[] {
  const writes: Write[] = []
  for (let atMs = random.between(0, CURSOR_MS); atMs < durationMs; atMs += CURSOR_MS) {
    const cursor = { x: random.between(0, 2_000), y: random.between(0, 2_000) }
    writes.push({ artist, atMs, bytes: presenceMessage(artist, writes.length + 2, cursor), mark: undefined })
  }
  return writes
}

/** The presence of an artist; `clock` is 1 for the first, which makes them known. */
export function presenceMessage(artist: number, clock: number, cursor: Presence['cursor']): Uint8Array {
  const user = { name: `Artist ${artist}`, color: '#d6336c' }
  const view = { minX: 0, minY: 0, maxX: 1_280, maxY: 720 }
  const presence: Presence = { user, cursor, selection: [], tool: 'pen', view }
  return encode(MESSAGE_AWARENESS, encode(1, clientOf(artist), clock, JSON.stringify(presence)))
}
