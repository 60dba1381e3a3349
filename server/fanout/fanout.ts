/**
 * Frames between server processes that share boards. Carries only: durable truth is in storage.
 * One contract suite (`fanout.contract.ts`) runs against every implementation.
 */
export interface Fanout {
  /** Frames that other processes publish for a board. Resolves, when subscribed, to the way out. */
  subscribe(board: string, onFrame: (frame: Uint8Array) => void): Promise<() => Promise<void>>
  /** To every other subscriber of the board; own frames never come back. */
  publish(board: string, frame: Uint8Array): void
  /**
   * Whether another participant may listen to the board, so that what nobody hears needn't be made. True at the latest when their
   * `subscribe` has resolved; where that can't be known, always. Hot path: once per room and tick.
   */
  isHeard(board: string): boolean
  close(): Promise<void>
}
