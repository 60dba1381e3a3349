import type { BoardDocument } from '#board/document/board-document.ts'
import { kindOf } from '#board/elements/index.ts'

/** How long a pen took for a point, about, and for one element at most; milliseconds. */
const POINT_MS = 8
const LONGEST_MS = 900

interface Growing {
  /** Everything of it, for when it is whole. */
  readonly whole: Readonly<Record<string, unknown>>
  readonly sinceMs: number
  readonly forMs: number
}

/** Ink that is played back appears from its first point to its last, as it was drawn. */
export class GrowingInk {
  readonly #board: BoardDocument
  readonly #growing = new Map<string, Growing>()

  /** @param board the one that is shown: it is written to */
  constructor(board: BoardDocument) {
    this.#board = board
  }

  /** An element that has just come begins to grow, if it is of a kind that can. */
  begin(id: string, nowMs: number, speed: number): void {
    const element = this.#board.get(id)
    const cuts = element && kindOf(element.kind).cuts
    const line = cuts && element && cuts.line(element.props)
    if (!cuts || !line || !element) return
    const count = Math.floor(line.points.length / line.stride)
    const first = cuts.piece(element.props, { from: 0, to: 0 })
    const props: Readonly<Record<string, unknown>> = { ...element.props }
    const whole = Object.fromEntries(Object.keys(first).map((name) => [name, props[name]]))
    if (count < 3) return
    this.#growing.set(id, { whole, sinceMs: nowMs, forMs: Math.min(LONGEST_MS, count * POINT_MS) / speed })
    this.#write(id, first)
  }

  /** Hot path (once per frame of a playback). */
  grow(nowMs: number): void {
    for (const [id, { whole, sinceMs, forMs }] of this.#growing) {
      const element = this.#board.get(id)
      const share = (nowMs - sinceMs) / forMs
      if (share >= 1 || !element) {
        this.#growing.delete(id)
        if (element) this.#write(id, whole)
        continue
      }
      const props = { ...element.props, ...whole }
      const cuts = kindOf(element.kind).cuts
      const line = cuts?.line(props)
      if (!cuts || !line) continue
      const last = Math.floor(line.points.length / line.stride) - 1
      this.#write(id, cuts.piece(props, { from: 0, to: Math.max(1, share * last) }))
    }
  }

  /** All of it is whole at once. */
  finish(): void {
    this.grow(Infinity)
  }

  get isGrowing(): boolean {
    return this.#growing.size > 0
  }

  /** Of what grows. */
  ids(): Iterable<string> {
    return this.#growing.keys()
  }

  #write(id: string, fields: object): void {
    this.#board.batch(() => {
      for (const [name, value] of Object.entries(fields)) this.#board.edit([id], name, value)
    })
  }
}
