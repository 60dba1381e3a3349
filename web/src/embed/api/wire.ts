import type { BoardInfo, CallName, EventName, RefusalCode } from './embed-api.ts'

/**
 * The handshake between a page and the board in its frame. Three messages by `postMessage`, and then all goes through one
 * `MessageChannel` that nobody else can write to:
 *
 * 1. frame → page: `Here`. Says nothing that anybody may not know, so it goes to whoever holds the frame.
 * 2. page → frame: `Hello` with the channel's port, to the origin of the frame's address and no other.
 * 3. frame → port: `Opened` or `Refused`.
 *
 * The frame takes a hello from its parent only, whose origin the browser has checked against the sites that may show the
 * board (frame-ancestors). A parent without an origin (a file, an app) shows only boards that any site may show, and holds the
 * only other end of the channel, too.
 */
export const VERSION = 1

export interface Here {
  readonly drawbridge: 'here'
  readonly versions: readonly number[]
  /** Why there will be no board: it may not be shown here, or can't be. */
  readonly refused?: string
}

export interface Hello {
  readonly drawbridge: 'hello'
  readonly version: number
  /** For a board that the page holds. */
  readonly file?: string | undefined
}

/** Through the port, to the page. */
export type FromBoard =
  | { readonly opened: BoardInfo }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: Refusal }
  /** What is wrong with all of it: no answer to anything. */
  | { readonly error: Refusal }
  | { readonly event: EventName; readonly data: unknown }

/** Through the port, to the board. */
export type ToBoard =
  | { readonly id: number; readonly call: CallName; readonly value?: unknown }
  | { readonly listen: EventName; readonly on: boolean }

export interface Refusal {
  readonly code: RefusalCode
  readonly reason: string
}
