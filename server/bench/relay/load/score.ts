import { sleep } from './content.ts'

/** Something that is written at its time, milliseconds from the beginning. */
export interface Cue {
  readonly atMs: number
  play(nowMs: number): void
}

/**
 * Plays cues, each at its time. What a thousand people are sent arrives at once and takes a while to read: who reads calls
 * {@link keepUp} in between, so that nobody's hand waits for others' screens.
 */
export class Score {
  readonly #cues: readonly Cue[]
  readonly #warmUpMs: number
  readonly #lateMs: number[] = []
  #next = 0
  #startMs = Number.POSITIVE_INFINITY

  /**
   * @param cues by time
   * @param warmUpMs those before don't count
   */
  constructor(cues: readonly Cue[], warmUpMs: number) {
    this.#cues = cues
    this.#warmUpMs = warmUpMs
  }

  /** Answers how late each counted cue was, shortest first. `measuring` is called when the first of them is near. */
  async play(measuring: () => void): Promise<Float64Array> {
    this.#startMs = performance.now() + 50
    let isMeasuring = false
    for (let cue = this.#cues[0]; cue !== undefined; cue = this.#cues[this.#next]) {
      const nowMs = performance.now()
      if (!isMeasuring && nowMs >= this.#startMs + this.#warmUpMs) {
        isMeasuring = true
        measuring()
      }
      if (this.#startMs + cue.atMs > nowMs) await sleep(this.#startMs + cue.atMs - nowMs)
      this.keepUp(performance.now())
    }
    return Float64Array.from(this.#lateMs).sort()
  }

  /** Plays what is due. Hot path of the generator: once per message and reader. */
  keepUp(nowMs: number): void {
    for (;;) {
      const cue = this.#cues[this.#next]
      if (cue === undefined) return
      const lateMs = nowMs - this.#startMs - cue.atMs
      if (lateMs < 0) return
      this.#next++
      cue.play(nowMs)
      if (cue.atMs >= this.#warmUpMs) this.#lateMs.push(lateMs)
    }
  }
}
