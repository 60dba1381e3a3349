/**
 * Frames between server processes that share boards. Carries only: durable truth is in storage.
 * One contract suite (`fanout.contract.ts`) runs against every implementation.
 */
export interface Fanout {
  /** Frames that other processes publish for a board. Resolves, when subscribed, to the way out. */
  subscribe(board: string, onFrame: (frame: Uint8Array) => void): Promise<() => Promise<void>>
  /** To every other subscriber of the board; own frames never come back. */
  publish(board: string, frame: Uint8Array): void
  close(): Promise<void>
}
