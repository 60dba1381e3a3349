import { decodeLive, encodeLive } from '#board/live.ts'
import type { LiveScene } from '../scene/live-scene.ts'
import type { Sync } from './sync.ts'

/** Joins what is unfinished here to what is unfinished elsewhere. Answers how to part them. */
export function joinLive(live: LiveScene, sync: Pick<Sync, 'sendLive' | 'onLive'>): () => void {
  const stops = [
    live.onSend((message) => sync.sendLive(encodeLive(message))),
    sync.onLive((client, bytes) => {
      const message = decodeLive(bytes)
      if (message) live.receive(client, message)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
