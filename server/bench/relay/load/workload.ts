import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { encodeLive } from '#board/live.ts'
import type { Presence } from '#board/presence.ts'
import { MESSAGE_AWARENESS, MESSAGE_LIVE, MESSAGE_SYNC, MESSAGE_WATERMARK, SYNC_UPDATE } from '#board/protocol.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { encode } from '../../../testing/encode.ts'

/** How a drawing travels: each frame as a document update, or live with one document update a stroke. */
export type Way = 'documents' | 'live'

/** What is counted: the document's updates, live ink. Cursors, of which only the latest matters, aren't. */
export type Channel = 'document' | 'live'

/** One message of an artist. */
export interface Write {
  readonly artist: number
  /** Milliseconds after the start of the run. */
  readonly atMs: number
  readonly bytes: Uint8Array
  /** Which of its artist's writes on this channel it is. */
  readonly mark: { readonly channel: Channel; readonly nth: number } | undefined
}

/** All that the artists of one board send, in order of time. */
export interface Drawing {
  readonly artists: number
  readonly writes: readonly Write[]
  /** Per artist the Yjs clock at which each document write begins. */
  readonly clocks: readonly (readonly number[])[]
  /** The document's updates, for those who want to know what must come out in the end. */
  readonly updates: readonly Uint8Array[]
}

/** A pen is read once per frame of a display, and such a display brings two samples a frame. */
const FRAME_MS = 1_000 / 60
const SAMPLES = 2
/** Frames of a stroke, and from the start of one to the start of the next. */
const STROKE_FRAMES = 90
const PERIOD_FRAMES = 120
const CURSOR_MS = 50
const STYLE = { color: 'ink', width: 3, opacity: 1 }

/** Where both ways keep what they draw: the root of the shared types. */
export const ROOT = 'elements'

/** What one frame adds to a stroke. */
interface Frame {
  readonly atMs: number
  readonly stroke: number
  /** Index of the first point within the stroke. */
  readonly from: number
  /** x, y, pressure, ... */
  readonly points: readonly number[]
}

const clientOf = (artist: number): number => artist + 1

/** 16 characters; the last five are the stroke's number. */
const strokeId = (artist: number, stroke: number): string =>
  `bench-${String(artist).padStart(4, '0')}-${String(stroke).padStart(5, '0')}`

/**
 * Which of a sender's live writes the ink is whose id and first point these are: the id's bytes begin at `at`.
 * The other half of {@link strokeId}.
 */
export function nthInk(bytes: Uint8Array, at: number, from: number): number {
  let stroke = 0
  for (let i = at + 11; i < at + 16; i++) stroke = stroke * 10 + (bytes[i] as number) - 48
  return stroke * STROKE_FRAMES + from / SAMPLES
}

/** Draws for `durationMs`. The same seed makes the same drawing in both ways. */
export function record(way: Way, artists: number, durationMs: number, seed: number): Drawing {
  const writes: Write[] = []
  const clocks: (readonly number[])[] = []
  const updates: Uint8Array[] = []
  for (let artist = 0; artist < artists; artist++) {
    const random = createRandom(seed * 1_000 + artist)
    const phaseMs = random.between(0, PERIOD_FRAMES * FRAME_MS)
    const frames = draw(phaseMs, durationMs, random)
    const pen = new Pen(artist)
    if (way === 'documents') drawInDocument(pen, frames)
    else drawLive(pen, frames)
    writes.push(...pen.writes, ...cursorWrites(artist, phaseMs, durationMs, random))
    clocks.push(pen.clocks)
    updates.push(...pen.updates)
  }
  // The sort is stable: what an artist sends at one moment stays in order.
  return { artists, writes: writes.sort((a, b) => a.atMs - b.atMs), clocks, updates }
}

/** Strokes that wander about; nobody's frames and strokes begin with anybody else's. */
function draw(phaseMs: number, durationMs: number, random: Random): Frame[] {
  const frames: Frame[] = []
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
    frames.push({ atMs: phaseMs + n * FRAME_MS, stroke: Math.floor(n / PERIOD_FRAMES), from: k * SAMPLES, points })
  }
  return frames
}

/** One artist's document, and what is sent from it. */
class Pen {
  readonly doc = new Y.Doc()
  readonly writes: Write[] = []
  readonly clocks: number[] = []
  readonly updates: Uint8Array[] = []
  readonly #artist: number
  #produced: Uint8Array = new Uint8Array()
  #inks = 0
  #watermark = 0

  constructor(artist: number) {
    this.#artist = artist
    this.doc.clientID = clientOf(artist)
    this.doc.on('update', (update: Uint8Array) => {
      this.#produced = update
    })
  }

  change(atMs: number, change: () => void): void {
    const mark = { channel: 'document', nth: this.clocks.length } as const
    this.clocks.push(Y.getState(this.doc.store, this.doc.clientID))
    this.doc.transact(change)
    this.updates.push(this.#produced)
    this.#write(atMs, encode(MESSAGE_SYNC, SYNC_UPDATE, this.#produced), mark)
  }

  ink(atMs: number, bytes: Uint8Array): void {
    this.#write(atMs, encode(MESSAGE_LIVE, bytes), { channel: 'live', nth: this.#inks++ })
  }

  /** As our page does when a stroke is finished: the live one goes, and "Saved" is asked for. */
  finish(atMs: number, id: string): void {
    this.#write(atMs, encode(MESSAGE_LIVE, encodeLive({ type: 'end', id, committed: true })), undefined)
    this.#write(atMs, encode(MESSAGE_WATERMARK, encode(++this.#watermark)), undefined)
  }

  #write(atMs: number, bytes: Uint8Array, mark: Write['mark']): void {
    this.writes.push({ artist: this.#artist, atMs, bytes, mark })
  }
}

/** As boards on a y-websocket server usually do it: each frame is appended to an array within the shared array. */
function drawInDocument(pen: Pen, frames: readonly Frame[]): void {
  const strokes = pen.doc.getArray<Y.Array<number>>(ROOT)
  for (const { atMs, from, points } of frames) {
    pen.change(atMs, () => {
      if (from === 0) strokes.push([new Y.Array<number>()])
      strokes.get(strokes.length - 1).push([...points])
    })
  }
}

/** As our page does it: frames travel live, the finished stroke goes into the document. */
function drawLive(pen: Pen, frames: readonly Frame[]): void {
  const board = createBoardDocument(pen.doc)
  const points: number[] = []
  for (const frame of frames) {
    const id = strokeId(pen.doc.clientID - 1, frame.stroke)
    points.length = frame.from * STRIDE
    points.push(...frame.points)
    pen.ink(frame.atMs, encodeLive({ type: 'ink', id, from: frame.from, points: frame.points, ...STYLE }))
    if (frame.from < (STROKE_FRAMES - 1) * SAMPLES) continue
    pen.change(frame.atMs, () => {
      board.add(newStrokes(points, STYLE, 1).map((fields) => Object.assign(fields, { id })))
    })
    pen.finish(frame.atMs, id)
  }
}

/** In the frames in which a page draws, as its script runs once in each: every third. */
function cursorWrites(artist: number, phaseMs: number, durationMs: number, random: Random): Write[] {
  const writes: Write[] = []
  for (let atMs = phaseMs % CURSOR_MS; atMs < durationMs; atMs += CURSOR_MS) {
    const cursor = { x: random.between(0, 2_000), y: random.between(0, 2_000) }
    writes.push({ artist, atMs, bytes: presenceMessage(artist, writes.length + 2, cursor), mark: undefined })
  }
  return writes
}

/** The presence of an artist; `clock` is 1 for the first, which makes them known. */
export function presenceMessage(artist: number, clock: number, cursor: Presence['cursor']): Uint8Array {
  const user = { name: `Artist ${artist}`, color: '#d6336c' }
  const view = { minX: 0, minY: 0, maxX: 1_280, maxY: 720 }
  const presence: Presence = { user, cursor, selection: [], presenting: false, page: null, tool: 'pen', view }
  return encode(MESSAGE_AWARENESS, encode(1, clientOf(artist), clock, JSON.stringify(presence)))
}
