import { parseName, PERSON_COLORS } from '#board/presence.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import type { Translate } from '../words/words.ts'

/** Who somebody is on a board: what they call themselves, and the colour of their cursor. */
export interface Guest {
  readonly name: string
  readonly color: string
  /** The name is theirs: they have shown who they are. */
  readonly verified?: true
}

const ADJECTIVES = [
  'Brave',
  'Calm',
  'Clever',
  'Daring',
  'Golden',
  'Happy',
  'Kind',
  'Lucky',
  'Merry',
  'Quick',
  'Silver',
  'Sunny',
]
/** Animals whose names are masculine in every language spoken here, so that one form of an adjective goes with all of them. */
const ANIMALS = [
  'Badger',
  'Beaver',
  'Deer',
  'Dolphin',
  'Falcon',
  'Finch',
  'Fox',
  'Hedgehog',
  'Ibis',
  'Lynx',
  'Owl',
  'Panda',
  'Pelican',
  'Penguin',
  'Raven',
  'Wren',
]
const KEY = 'guest'

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!

const called = (t: Translate, adjective: string, animal: string): string =>
  t('{adjective} {animal}', { adjective: t(adjective), animal: t(animal) })

/** Somebody new, with a name in their own language. */
export const newGuest = (t: Translate, random: () => number = Math.random): Guest => ({
  name: called(t, pick(ADJECTIVES, random), pick(ANIMALS, random)),
  color: pick(PERSON_COLORS, random),
})

/** Somebody on the same board. */
export type Other = Pick<Guest, 'name' | 'color'> & { readonly client: number }

/**
 * Of thirty people two are given the same name by chance, more often than not: one of them takes a name that nobody here has. Names that
 * are chosen or verified stay, and so do those of one person in two windows, who has one colour.
 * @param client mine, which decides who of the two it is
 */
export function apart(me: Guest, client: number, others: readonly Other[], t: Translate, random = Math.random): Guest {
  const isTwin = others.some((other) => other.name === me.name && other.color !== me.color && other.client < client)
  if (!isTwin || me.verified) return me
  const given = ADJECTIVES.flatMap((adjective) => ANIMALS.map((animal) => called(t, adjective, animal)))
  if (!given.includes(me.name)) return me
  const taken = new Set(others.map(({ name }) => name))
  const free = given.filter((name) => !taken.has(name))
  return free.length === 0 ? me : { ...me, name: pick(free, random) }
}

/** A name that may be shown, or undefined when nothing is left of it. */
export const nameFrom = (text: string): string | undefined => (text.trim() === '' ? undefined : parseName(text))

/** Who this browser's person was last time, or somebody new. @param verifiedName what those who vouch for them call them; `null`: nobody does */
export function recallGuest(memory: LocalMemory, t: Translate, verifiedName: string | null = null): Guest {
  const raw = memory.recall(KEY)
  const { name, color } = typeof raw === 'object' && raw !== null ? (raw as Partial<Record<keyof Guest, unknown>>) : {}
  const fresh = newGuest(t)
  return {
    name: verifiedName ?? ((typeof name === 'string' && nameFrom(name)) || fresh.name),
    color: PERSON_COLORS.find((known) => known === color) ?? fresh.color,
    ...(verifiedName === null ? {} : { verified: true }),
  }
}

/** A name that they have elsewhere is not one that they chose. */
export function rememberGuest(memory: LocalMemory, t: Translate, { name, color, verified }: Guest): void {
  memory.remember(KEY, verified ? { ...recallGuest(memory, t), color } : { name, color })
}

/** Up to two letters for an avatar. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => Array.from(word ?? '')[0] ?? '')
  return letters.join('').toUpperCase() || '?'
}
