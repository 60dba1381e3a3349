import fc from 'fast-check'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { InProcessHub } from '../fanout/in-process.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { StorageHealth } from '../observe/health.ts'
import { MemoryStorage } from '../storage/memory.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Connection } from './connection.ts'
import type { Room } from './room.ts'
import { Rooms } from './rooms.ts'
import type { Lease } from './rooms.ts'
import { Tick } from './tick.ts'

const BOARD = 'board-0001'
const log = pino({ level: 'silent' })

/** Storage whose every call is answered when the schedule says so. */
function scheduled(s: fc.Scheduler, inner: BoardStorage): BoardStorage {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]): Promise<unknown> => {
        await s.schedule(Promise.resolve(), `${String(name)} begins`)
        const answer: unknown = await (value as (...args: unknown[]) => unknown).apply(target, args)
        await s.schedule(Promise.resolve(), `${String(name)} ends`)
        return answer
      }
    },
  })
}

/** A connection without a socket: as much of one as a room asks of somebody who only draws. */
const pen = (): Connection =>
  ({
    role: 'edit',
    grant: { role: 'edit', principal: 'a pen' },
    unreadyAnswers: 0,
    resync: undefined,
    lastGood: 0,
    stream() {},
    queue() {},
  }) as unknown as Connection

/** One element, as its update. */
function stroke(): { readonly id: string; readonly update: Uint8Array } {
  const doc = new Y.Doc()
  const [id] = createBoardDocument(doc).add([{ kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0] }])
  return { id: id ?? '', update: Y.encodeStateAsUpdate(doc) }
}

interface World {
  readonly rooms: Rooms
  /** Elements that somebody was told are on disk. */
  readonly saved: Set<string>
  /** Rooms of the board that somebody holds, and how many hold each. */
  readonly held: Map<Room, number>
}

/** Joins, draws so many strokes, waits for the disk or not, and leaves. */
async function visit({ rooms, saved, held }: World, strokes: number, isPatient: boolean): Promise<void> {
  const lease: Lease | undefined = await rooms.join(BOARD)
  if (lease === undefined) throw new Error('the board is gone')
  const { room } = lease
  held.set(room, (held.get(room) ?? 0) + 1)
  expect([...held.values()].filter((count) => count > 0)).toHaveLength(1)
  const connection = pen()
  const told: Promise<void>[] = []
  for (let n = 0; n < strokes; n++) {
    const { id, update } = stroke()
    room.receive(connection, { type: 'update', update, answer: false })
    told.push(room.settled().then(() => void saved.add(id)))
  }
  if (isPatient) await Promise.all(told)
  held.set(room, (held.get(room) ?? 1) - 1)
  lease.release()
  await Promise.all(told)
}

const visits = fc.array(fc.tuple(fc.nat(3), fc.boolean(), fc.nat(2)), { minLength: 2, maxLength: 8 })

it('[ROOM20] however joining, leaving, storing, loading and unloading fall together: one live room a board, and nothing lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), visits, async (s, visits) => {
      const memory = new MemoryStorage()
      await memory.create(BOARD)
      const storage = scheduled(s, memory)
      const health = new StorageHealth(log)
      const tick = new Tick(storage, health)
      const fanout = new InProcessHub().join()
      const rooms = new Rooms({
        storage,
        fanout,
        tick,
        health,
        log,
        limits: DEFAULT_LIMITS,
        roleNow: ({ role }) => role,
        rulesNow: () => ({ cap: null, slowSeconds: 0 }),
        idleMs: 0,
      })
      const world: World = { rooms, saved: new Set(), held: new Map() }
      const all = visits.map(async ([strokes, isPatient, after]) => {
        for (let n = 0; n < after; n++) await s.schedule(Promise.resolve(), 'later')
        await visit(world, strokes, isPatient)
      })
      await s.waitFor(Promise.all(all))
      await s.waitFor(rooms.stop(0))
      rooms.terminate()
      const doc = new Y.Doc()
      for (const update of (await memory.load(BOARD))?.updates ?? []) Y.applyUpdate(doc, update)
      const found = new Set([...createBoardDocument(doc).elements()].map(({ id }) => id))
      expect([...world.saved].filter((id) => !found.has(id))).toEqual([])
      expect(world.saved.size).toBe(visits.reduce((sum, [strokes]) => sum + strokes, 0))
    }),
    { numRuns: 300 },
  )
}, 120_000)
