import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits.ts'
import { parseName, parsePresence, PERSON_COLORS, personColor } from './presence.ts'

describe('presence', () => {
  it('[PRES1] is read as it was sent when it is in order', () => {
    const state = {
      user: { name: 'Ada', color: '#d6336c' },
      cursor: { x: 3, y: -4.5 },
      selection: ['an-element-id'],
      tool: 'pen.drawing',
      view: { minX: 0, minY: 0, maxX: 800, maxY: 600 },
      presenting: true,
      page: 'a-page-of-the-board',
      saying: 'look here',
    }
    expect(parsePresence(state, 7)).toEqual(state)
  })

  it('[PRES2] of anything at all is short and valid, and reading it never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), fc.nat(), (user, cursor, rest, client) => {
        for (const raw of [rest, { user, cursor, selection: rest, tool: user, view: cursor, saying: user }]) {
          const read = parsePresence(raw, client)
          if (read) expect(JSON.stringify(read).length).toBeLessThan(LIMITS.presenceBytes)
        }
      }),
      { numRuns: 1_000 },
    )
    expect([parsePresence(null, 1), parsePresence([], 1), parsePresence('me', 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(parsePresence({ cursor: { x: 1e9, y: 0 }, selection: ['short', 7], user: { color: 'red' } }, 1)).toEqual({
      user: { name: 'Guest', color: personColor(1) },
      cursor: null,
      selection: [],
      tool: '',
      view: null,
      presenting: false,
      page: null,
    })
  })

  it('[PRES3] shows a name as one line of visible characters, never cutting one in half', () => {
    expect(parseName('  Ada\n\u202eLovelace\u0000 ')).toBe('Ada Lovelace')
    expect(parseName('\u200b\u200b')).toBe('Guest')
    expect(Array.from(parseName('😀'.repeat(99)))).toHaveLength(LIMITS.nameLength)
  })

  it('[PRES3] shows what somebody says as such a line, and nothing where that is none', () => {
    const saidOf = (saying: unknown) => parsePresence({ saying }, 1)?.saying
    expect(saidOf('two\nlines\u202e')).toBe('two lines')
    expect(Array.from(saidOf('😀'.repeat(999)) ?? '')).toHaveLength(LIMITS.sayingLength)
    expect([saidOf(7), saidOf('\u200b'), saidOf(undefined)]).toEqual([undefined, undefined, undefined])
  })

  it('[PRES4] gives a person the same colour on every screen, and many people many colours', () => {
    expect(personColor(123_456_789)).toBe(personColor(123_456_789))
    expect(new Set(Array.from({ length: 60 }, (_, client) => personColor(client))).size).toBe(PERSON_COLORS.length)
  })
})
