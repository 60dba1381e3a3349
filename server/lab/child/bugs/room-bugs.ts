import type { Answer } from '../../../sync/answers.ts'
import { encodeFrames } from '../../../sync/frames.ts'
import { emptyGroup } from '../../../sync/group.ts'
import type { ClosedGroup } from '../../../sync/group.ts'
import { syncStep2 } from '../../../sync/messages.ts'
import { Rooms } from '../../../sync/rooms.ts'
import type { Lease, RoomsParts } from '../../../sync/rooms.ts'
import { SameRoom } from '../tick.ts'
import type { Bug } from './bug.ts'

/** A group in which nobody waits for anything. */
const nobodyWaits = (): ClosedGroup => ({ ...emptyGroup(), answers: [], parts: undefined })

/** Shows an update to everybody, and writes it then. */
class BroadcastsBeforeCommit extends SameRoom {
  override cut(): ClosedGroup | undefined {
    const group = super.cut()
    if (group === undefined || group.updates.length === 0) return group
    super.settle({ ...nobodyWaits(), updates: group.updates }, undefined)
    super.flush()
    return group
  }
}

/** One broadcast in a thousand reaches nobody. */
class DropsBroadcasts extends SameRoom {
  override settle(group: ClosedGroup, seq: number | undefined): void {
    super.settle(group.updates.length > 0 && Math.random() < 0.001 ? { ...group, updates: [] } : group, seq)
  }
}

/** Answers watermarks as soon as they are taken in: with what was written before them. */
class AcknowledgesTooEarly extends SameRoom {
  override cut(): ClosedGroup | undefined {
    const group = super.cut()
    if (group === undefined) return undefined
    super.settle({ ...nobodyWaits(), watermarks: group.watermarks }, undefined)
    super.flush()
    return { ...group, watermarks: [] }
  }
}

/** Takes somebody who comes back for somebody who has everything. */
class ForgetsDifferences extends SameRoom {
  override cut(): ClosedGroup | undefined {
    const group = super.cut()
    const nothing = [encodeFrames([syncStep2(Uint8Array.of(0, 0))])]
    return group && { ...group, answers: group.answers.map((answer) => this.#forgotten(answer, nothing)) }
  }

  #forgotten(answer: Answer, frames: readonly Buffer[]): Answer {
    const isBack = answer.reading?.isAnswer === true && answer.reading.from.size > 0
    return isBack ? { ...answer, frames } : answer
  }
}

/** Two rooms of one board, which don't know of each other. */
class TwoRooms extends Rooms {
  readonly #others: Rooms
  #joins = 0

  constructor(parts: RoomsParts) {
    super(parts)
    this.#others = new Rooms(parts)
  }

  override join(board: string): Promise<Lease | undefined> {
    return this.#joins++ % 2 === 0 ? super.join(board) : this.#others.join(board)
  }

  override async stop(timeoutMs: number): Promise<void> {
    await Promise.all([super.stop(timeoutMs), this.#others.stop(timeoutMs)])
  }
}

/** Rooms that nobody is in any more are kept for ever. */
class KeepsRooms extends Rooms {
  override async join(board: string): Promise<Lease | undefined> {
    await super.join(board)
    return super.join(board)
  }
}

export const ROOM_BUGS: Readonly<Record<string, Bug>> = {
  'broadcasts before the commit': { room: (room) => new BroadcastsBeforeCommit(room) },
  'drops one broadcast in a thousand': { room: (room) => new DropsBroadcasts(room) },
  'acknowledges the next group with this one': { room: (room) => new AcknowledgesTooEarly(room) },
  'gives nothing to those who come back': { room: (room) => new ForgetsDifferences(room) },
  'keeps two rooms of one board': { rooms: (parts) => new TwoRooms(parts) },
  'never unloads a room': { rooms: (parts) => new KeepsRooms(parts) },
}
