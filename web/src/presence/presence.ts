import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Awareness } from 'y-protocols/awareness'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { LIMITS } from '#board/limits.ts'
import { parsePresence, type Presence } from '#board/presence.ts'
import { SYSTEM_CLOCK, type Clock } from '../editor/clock.ts'
import { createPace } from '../sync/pace.ts'

/** Own presence goes out at most this often: about 30 times a second. */
const INTERVAL_MS = 33

/** One of the others, as the list of people shows them. */
export interface Person {
  /** Awareness client id. */
  readonly client: number
  readonly name: string
  readonly color: string
  /** Are they showing frames, one after the other? */
  readonly presenting: boolean
  readonly verified?: true
  /** The page that they are on, by id. */
  readonly page: string
}

/** Who is here: mine goes out, the others' come in. */
export interface Peers {
  /** The others, in order of arrival. Changes when somebody comes, goes, renames, begins to present or turns to another page, not when cursors move. */
  readonly people: ReadonlySignal<readonly Person[]>
  /** The newest presence of each of the others, by client id. */
  readonly others: ReadonlyMap<number, Presence>
  /** Any of `others` has changed. May be called for each message: keep listeners cheap. */
  onChange(listener: () => void): () => void
  onLeave(listener: (client: number) => void): () => void
  /** Tells the others about me, in due time. The last word is always sent. */
  publish(mine: Partial<Presence>): void
  readonly dispose: () => void
}

interface AwarenessChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/** `initial` is sent at once; null: somebody who is not to be seen, and who must not publish. */
export function createPeers(awareness: Awareness, initial: Presence | null, clock: Clock = SYSTEM_CLOCK): Peers {
  const others = new Map<number, Presence>()
  const people = signal<readonly Person[]>([])
  const changeListeners = new Set<() => void>()
  const leaveListeners = new Set<(client: number) => void>()
  let mine = initial
  const pace = createPace(INTERVAL_MS, () => awareness.setLocalState(mine && { ...mine }), clock)

  const read = (client: number) => {
    const presence =
      client === awareness.clientID ? undefined : parsePresence(awareness.getStates().get(client), client)
    if (presence) others.set(client, presence)
    else if (others.delete(client)) leaveListeners.forEach((listener) => listener(client))
  }
  const onAwareness = ({ added, updated, removed }: AwarenessChange) => {
    for (const clients of [added, updated, removed]) clients.forEach(read)
    const list = Array.from(others, personOf)
    if (!samePeople(list, people.peek())) people.value = list
    changeListeners.forEach((listener) => listener())
  }
  awareness.on('change', onAwareness)
  pace.now()
  onAwareness({ added: [...awareness.getStates().keys()], updated: [], removed: [] })

  return {
    people,
    others,
    onChange: (listener) => subscribe(changeListeners, listener),
    onLeave: (listener) => subscribe(leaveListeners, listener),
    publish(news) {
      if (!mine) return
      mine = { ...mine, ...news }
      if (mine.selection.length > LIMITS.presenceSelection)
        mine = { ...mine, selection: mine.selection.slice(0, LIMITS.presenceSelection) }
      pace.request()
    },
    dispose() {
      pace.dispose()
      awareness.off('change', onAwareness)
    },
  }
}

const subscribe = <T>(listeners: Set<T>, listener: T): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const personOf = ([client, { user, presenting, page }]: readonly [number, Presence]): Person => ({
  client,
  ...user,
  presenting,
  page: page ?? FIRST_SECTION,
})

const samePeople = (a: readonly Person[], b: readonly Person[]): boolean =>
  a.length === b.length &&
  a.every((person, i) => {
    const other = b[i]!
    return (
      person.client === other.client &&
      person.name === other.name &&
      person.color === other.color &&
      person.presenting === other.presenting &&
      person.page === other.page &&
      person.verified === other.verified
    )
  })
