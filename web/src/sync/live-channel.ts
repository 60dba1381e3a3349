import { FIRST_SECTION } from '#board/document/sections.ts'
import { decodeLive, encodeLive } from '#board/live.ts'
import { parsePresence } from '#board/presence.ts'
import type { LiveScene } from '../scene/live-scene.ts'
import type { PageReader } from '../scene/page-reader.ts'
import type { Sync } from './sync.ts'

/** Joins what is unfinished here to what others on the same page have not finished. Answers how to part them. */
export function joinLive(
  { live, paging }: { readonly live: LiveScene; readonly paging: Pick<PageReader, 'page' | 'pages'> },
  { awareness, ...sync }: Pick<Sync, 'sendLive' | 'onLive' | 'awareness'>,
): () => void {
  const pageOf = (client: number): string | undefined => {
    const state = awareness.getStates().get(client)
    return state && (parsePresence(state, client)?.page ?? FIRST_SECTION)
  }
  /** Where there are so many people that not everybody is known, nobody knows on which page they are. */
  const isHere = (client: number): boolean => paging.pages.peek().length === 1 || pageOf(client) === paging.page.peek()
  const shown = new Set<number>()
  const forgetOthers = (): void => {
    for (const client of shown) {
      if (isHere(client)) continue
      shown.delete(client)
      live.forget(client)
    }
  }
  awareness.on('change', forgetOthers)
  const stops = [
    () => awareness.off('change', forgetOthers),
    paging.page.subscribe(forgetOthers),
    live.onSend((message) => sync.sendLive(encodeLive(message))),
    sync.onLive((client, bytes) => {
      const message = decodeLive(bytes)
      if (!message || !isHere(client)) return
      shown.add(client)
      live.receive(client, message)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
