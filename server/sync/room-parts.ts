import type { Logger } from 'pino'
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
  /** The board as it is on disk, as one V1 update. */
  readonly onDisk: () => Promise<Uint8Array | undefined>
  /** The room can't go on; its board must be loaded anew. */
  readonly onLost: (room: Room) => void
}
