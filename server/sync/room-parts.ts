import type { Logger } from 'pino'
import { BOARD_STATUS } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { Limits } from '../limits.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { Room } from './room.ts'
import type { Tick } from './tick.ts'

export interface RoomParts {
  readonly tick: Tick
  readonly fanout: Fanout
  readonly health: Pick<StorageHealth, 'isReadOnly'>
  readonly log: Logger
  readonly limits: Limits
  /** What of a board's rules its room is to see to. */
  readonly rules: () => { readonly cap: Role | null; readonly slowSeconds: number }
  /** The board as it is on disk, as one V1 update. */
  readonly onDisk: () => Promise<Uint8Array | undefined>
  /** The board is called otherwise than was noted; resolves when it is noted, or can't be. */
  readonly onTitle: (title: string) => Promise<void>
  /** The room can't go on; its board must be loaded anew. */
  readonly onLost: (room: Room) => void
}

/** How a board is kept, in bits of `BOARD_STATUS`. */
export const statusOf = ({ health, rules }: RoomParts, hasLost: boolean): number =>
  (health.isReadOnly ? BOARD_STATUS.readOnly : 0) |
  (hasLost ? BOARD_STATUS.lost : 0) |
  (rules().cap === null ? 0 : BOARD_STATUS.frozen)
