import type { RequestHandler } from 'express'
import type { StorageHealth } from '../observe/health.ts'
import type { Rooms } from '../sync/rooms.ts'

/** `GET /healthz`: 200, or 503 while boards can't be opened or stored. */
export const healthz =
  (health: StorageHealth, rooms: Rooms): RequestHandler =>
  (_request, response) => {
    response
      .status(health.isDegraded ? 503 : 200)
      .set('Cache-Control', 'no-store')
      .json({
        status: health.isDegraded ? 'degraded' : 'ok',
        storage: health.isDegraded ? 'degraded' : 'ok',
        damagedBoards: health.damagedBoards,
        rooms: rooms.size,
        connections: rooms.connections,
        uptimeSeconds: Math.round(process.uptime()),
      })
  }
