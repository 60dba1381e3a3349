import { SERVER_LIMITS } from '../limits.ts'

/** How much longer than sending a pause may be that nobody sees. */
const UNSEEN_PAUSE = 4
/** However much else there is to do, something has to go out. */
const MOST_ELSEWHERE = 0.9

/**
 * What a broadcast costs in time until the next, from how long it took. A fifth of the time goes into sending while nobody can
 * see that, as what comes together is written together; then half of the time that everything else leaves, so that overload costs smoothness first.
 * @param elsewhere share of its time that the event loop needs for everything else, 0 to 1
 */
export const pauseMs = (tookMs: number, elsewhere: number): number => {
  const { tickUnseenMs, tickMaxMs } = SERVER_LIMITS
  const share = (1 - Math.min(elsewhere, MOST_ELSEWHERE)) / 2
  return Math.min(tickMaxMs, Math.max(tookMs / share - tookMs, Math.min(tickUnseenMs, UNSEEN_PAUSE * tookMs)))
}

/**
 * When the next broadcast may begin. Pauses that nobody needed are saved up, some milliseconds of them: while a server has little to
 * send, what comes goes out in the turn in which it came, even if two come close together.
 */
export class Pace {
  #dueMs = Number.NEGATIVE_INFINITY

  /** How long to wait; 0 or less: not at all. Hot path: once per message. */
  waitMs(nowMs: number): number {
    return this.#dueMs - nowMs
  }

  /** A broadcast has ended. Hot path: once a tick. */
  sent(tookMs: number, nowMs: number, elsewhere: number): void {
    const { tickSavedMs } = SERVER_LIMITS
    this.#dueMs = Math.max(this.#dueMs + tookMs, nowMs - tickSavedMs) + pauseMs(tookMs, elsewhere)
  }
}

/** How much of its time the event loop needs for other things than broadcasts: for reading, above all. */
export class OtherWork {
  #sinceMs = performance.now()
  #idleMs = performance.eventLoopUtilization().idle
  #sendingMs = 0
  #share = 0

  /** A broadcast has ended. @returns the share as it was lately, 0 to 1. Hot path: once a tick. */
  after(tookMs: number, nowMs: number): number {
    this.#sendingMs += tookMs
    const passedMs = nowMs - this.#sinceMs
    if (passedMs < SERVER_LIMITS.tickWindowMs) return this.#share
    const { idle } = performance.eventLoopUtilization()
    const busyMs = passedMs - (idle - this.#idleMs) - this.#sendingMs
    this.#share = Math.min(1, Math.max(0, busyMs / passedMs))
    this.#sinceMs = nowMs
    this.#idleMs = idle
    this.#sendingMs = 0
    return this.#share
  }
}
