import type { Fanout } from './fanout.ts'

type OnFrame = (frame: Uint8Array) => void

/** What several servers of one process share. Each takes part with its own {@link Fanout}. */
export class InProcessHub {
  readonly #boards = new Map<string, Map<OnFrame, Fanout>>()

  /** One participant; a frame goes to everybody but the participant who published it. */
  join(): Fanout {
    const own = new Set<() => void>()
    const fanout: Fanout = {
      subscribe: async (board, onFrame) => {
        const leave = this.#add(board, onFrame, fanout)
        own.add(leave)
        return async () => {
          // What is kept here keeps the listener's room alive.
          own.delete(leave)
          leave()
        }
      },
      publish: (board, frame) => this.#publish(board, frame, fanout),
      isHeard: (board) => this.#isHeard(board, fanout),
      close: async () => {
        for (const leave of own) leave()
      },
    }
    return fanout
  }

  #add(board: string, onFrame: OnFrame, participant: Fanout): () => void {
    const subscribers = this.#boards.get(board) ?? new Map<OnFrame, Fanout>()
    this.#boards.set(board, subscribers)
    // An own function for each, so that the same listener may subscribe twice.
    const deliver: OnFrame = (frame) => onFrame(frame)
    subscribers.set(deliver, participant)
    return () => {
      subscribers.delete(deliver)
      if (subscribers.size === 0 && this.#boards.get(board) === subscribers) this.#boards.delete(board)
    }
  }

  #isHeard(board: string, by: Fanout): boolean {
    for (const participant of this.#boards.get(board)?.values() ?? []) if (participant !== by) return true
    return false
  }

  #publish(board: string, frame: Uint8Array, from: Fanout): void {
    for (const [deliver, participant] of this.#boards.get(board) ?? []) if (participant !== from) deliver(frame)
  }
}
