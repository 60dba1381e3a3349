import type { BoardStorage } from '../../../storage/storage.ts'
import type { Rooms, RoomsParts } from '../../../sync/rooms.ts'
import type { Ticking } from '../../../sync/tick.ts'

/** A mistake that a relay like this one could make, planted around a part so that a lab can show that it would be caught. */
export interface Bug {
  readonly storage?: (inner: BoardStorage, file: string) => BoardStorage
  readonly room?: (room: Ticking) => Ticking
  readonly rooms?: (parts: RoomsParts) => Rooms
}
