import { describe, expect, it } from 'vitest'
import { PERSON_COLORS } from '#board/presence.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import { CATALOGUES } from '../words/catalogues.ts'
import { createWords, inEnglish } from '../words/words.ts'
import { initialsOf, nameFrom, newGuest, recallGuest, rememberGuest } from './guest.ts'

function newMemory(): LocalMemory {
  const kept = new Map<string, string>()
  return {
    recall: (key) => (kept.has(key) ? (JSON.parse(kept.get(key)!) as unknown) : undefined),
    remember: (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}

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
