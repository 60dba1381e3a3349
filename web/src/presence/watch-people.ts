import { type ReadonlySignal, signal } from '@preact/signals'
import type { Awareness } from 'y-protocols/awareness'
import { parsePresence } from '#board/presence.ts'
import { type Person, personOf, samePeople } from './presence.ts'

/** Who is here, for somebody who says nothing of themselves. Lives as long as the awareness. */
export function watchPeople(awareness: Awareness): ReadonlySignal<readonly Person[]> {
  const read = (): readonly Person[] =>
    [...awareness.getStates()].flatMap(([client, state]) => {
      const presence = client === awareness.clientID ? undefined : parsePresence(state, client)
      return presence ? [personOf([client, presence])] : []
    })
  const people = signal(read())
  // Cursors move many times a second: only another list is news.
  awareness.on('change', () => {
    const now = read()
    if (!samePeople(now, people.peek())) people.value = now
  })
  return people
}
