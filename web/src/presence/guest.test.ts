import { describe, expect, it } from 'vitest'
import { PERSON_COLORS } from '#board/presence.ts'
import { createRandom } from '#board/testing/random.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import { CATALOGUES } from '../words/catalogues.ts'
import { createWords, inEnglish } from '../words/words.ts'
import { apart, initialsOf, nameFrom, newGuest, recallGuest, rememberGuest, type Guest } from './guest.ts'

function newMemory(): LocalMemory {
  const kept = new Map<string, string>()
  return {
    recall: (key) => (kept.has(key) ? (JSON.parse(kept.get(key)!) as unknown) : undefined),
    remember: (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}

const otherThan = (color: string): string => PERSON_COLORS.find((other) => other !== color)!

describe('a guest', () => {
  it('[GUEST1] has a name of two words and a colour of the list', () => {
    const guest = newGuest(inEnglish)
    expect(guest.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    expect(PERSON_COLORS).toContain(guest.color)
  })

  it.each([
    ['de', /^[A-Z]\p{Ll}+er \p{Lu}\p{Ll}+$/u],
    ['fr', /^\p{Lu}\p{Ll}+ \p{Ll}+$/u],
    ['es', /^\p{Lu}\p{Ll}+ \p{Ll}+$/u],
  ] as const)(
    '[GUEST7] is named in their own language, as it puts such words together: %s',
    async (language, looks) => {
      const words = createWords(CATALOGUES)
      await words.speak(language)
      // Every adjective and every animal, whatever the draw.
      for (let i = 0; i < 16; i++) expect(newGuest(words.t, () => i / 16).name).toMatch(looks)
    },
  )

  it('[GUEST2] is the same person the next time', () => {
    const memory = newMemory()
    rememberGuest(memory, inEnglish, { name: 'Mira', color: PERSON_COLORS[3] })
    expect(recallGuest(memory, inEnglish)).toEqual({ name: 'Mira', color: PERSON_COLORS[3] })
  })

  it('[GUEST3] is somebody new where what was kept makes no sense', () => {
    const memory = newMemory()
    memory.remember('guest', { name: '  ', color: 'url(x)' })
    const guest = recallGuest(memory, inEnglish)
    expect(guest.name).not.toBe('')
    expect(PERSON_COLORS).toContain(guest.color)
  })

  it('[GUEST6] who is vouched for has that name, and their browser goes on knowing the one that they chose', () => {
    const memory = newMemory()
    rememberGuest(memory, inEnglish, { name: 'Mira', color: PERSON_COLORS[3] })
    const vouched = recallGuest(memory, inEnglish, 'Dr Mira Berg')
    expect(vouched).toEqual({ name: 'Dr Mira Berg', color: PERSON_COLORS[3], verified: true })
    rememberGuest(memory, inEnglish, { ...vouched, color: PERSON_COLORS[5] })
    expect(recallGuest(memory, inEnglish)).toEqual({ name: 'Mira', color: PERSON_COLORS[5] })
  })

  it('[GUEST8] a class of thirty: whoever was given a name that somebody here has takes another, until all are told apart', () => {
    const random = createRandom(30)
    const here = Array.from({ length: 30 }, (_, client) => ({ ...newGuest(inEnglish, random.next), client }))
    const names = () => new Set(here.map(({ name }) => name)).size
    expect(names()).toBeLessThan(30)
    // Each hears of the others, and they of them, again and again.
    for (let round = 0; round < 3; round++)
      here.forEach((me, i) => {
        const others = here.filter((_, j) => j !== i)
        here[i] = { ...apart(me, me.client, others, inEnglish, random.next), client: me.client }
      })
    expect(
      here.every((me, i) => here.every((other, j) => i === j || other.name !== me.name || other.color === me.color)),
    ).toBe(true)
  })

  it('[GUEST8] a name that is chosen or verified stays, and so does that of one person in two windows', () => {
    const given = newGuest(inEnglish)
    const twin = (me: Guest) => [{ name: me.name, color: otherThan(me.color), client: 1 }]
    expect(apart(given, 2, twin(given), inEnglish).name).not.toBe(given.name)
    expect(apart(given, 0, twin(given), inEnglish)).toBe(given)
    expect(apart(given, 2, [{ ...given, client: 1 }], inEnglish)).toBe(given)
    for (const me of [
      { ...given, name: 'Mira' },
      { ...given, verified: true as const },
    ])
      expect(apart(me, 2, twin(me), inEnglish)).toBe(me)
  })

  it('[GUEST4] cannot be renamed to nothing', () => {
    expect(nameFrom('   ')).toBeUndefined()
    expect(nameFrom('  Ada   Lovelace ')).toBe('Ada Lovelace')
  })

  it.each([
    ['Blue Heron', 'BH'],
    ['mira', 'M'],
    ['Jean-Luc van der Berg', 'JB'],
    ['李 小龙', '李小'],
    ['🦊 Fox', '🦊F'],
    ['', '?'],
  ])('[GUEST5] %s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
