/**
 * Message types of the wire; docs/protocol.md is the specification.
 * 0 to 3 are y-protocols' own and never change meaning; ours (102 to 107) start at 102 and are
 * never sent to a client before it has sent one, so that stock y-websocket clients never see them.
 */
export const MESSAGE_SYNC = 0
export const MESSAGE_AWARENESS = 1
export const MESSAGE_QUERY_AWARENESS = 3
/** Both ways: a number the client chose; it comes back when all that the client sent before it is on disk. */
export const MESSAGE_WATERMARK = 102
/** To the client: why its work was refused; the socket closes after it. */
export const MESSAGE_REFUSAL = 103
/** Unfinished work in flight: forwarded, never stored. */
export const MESSAGE_LIVE = 104
/** To the client: how the board is kept, when that isn't as it should be; bits of {@link BOARD_STATUS}. */
export const MESSAGE_STATUS = 105

/** Bits of {@link MESSAGE_STATUS}. */
export const BOARD_STATUS = {
  /** Nothing can be stored at the moment: changes are not taken, and will be asked for. */
  readOnly: 1,
  /** A part of this board could not be read, and is missing. */
  lost: 2,
  /** An owner has frozen it: nobody but owners may change it, or nobody may do more than comment. */
  frozen: 4,
} as const

/** To the client: how many people are on a board where nobody is shown everybody; 0 when everybody is shown again. */
export const MESSAGE_CROWD = 106

/** To the client: slow mode; what it sent is not taken now, and will be asked for in so many seconds. */
export const MESSAGE_WAIT = 107

/** Of a client that offers its token beside it, as `token.<token>`: unlike addresses, subprotocols are logged by nobody. */
export const SUBPROTOCOL = 'drawbridge'

/** Sub-types of {@link MESSAGE_SYNC} (y-protocols). */
export const SYNC_STEP_1 = 0
export const SYNC_STEP_2 = 1
export const SYNC_UPDATE = 2

/** WebSocket close codes. 4400 to 4499 stop a stock y-websocket client for good; it retries after every other code. */
export const CLOSE = {
  malformed: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  notFound: 4404,
  resetCopy: 4409,
  inTrash: 4410,
  tooLarge: 4413,
  storageDegraded: 4503,
  tooManyRequests: 4529,
  restart: 1012,
  tooSlow: 1013,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** The reason of a 4529: what is too much, and for how long to stay away. */
export const tooManyReason = (what: string, waitSeconds: number): string => `${what}; wait ${waitSeconds} s`

/** For how long such a reason asks one to stay away, seconds; `undefined` when it doesn't say. */
export function waitSecondsOf(reason: string): number | undefined {
  const wait = /; wait (\d{1,5}) s$/.exec(reason)
  return wait === null ? undefined : Number(wait[1])
}

/** What a connection may do; each role may do what the ones before it may. */
export const ROLES = ['view', 'comment', 'edit', 'own'] as const
export type Role = (typeof ROLES)[number]
