import { expect, it } from 'vitest'
import { changedParts, readEntry, writeEntry } from './deeds.ts'

it('[ACC70] a line of the trail is what was done, and one of before its words', () => {
  const entry = { at: 1, who: 'ann', deed: { did: 'link-made', role: 'view', label: 'Class 5b' } } as const
  expect(readEntry(writeEntry(entry))).toEqual(entry)
  const before = JSON.stringify({ at: 1, who: 'ann', what: 'made the view link' })
  expect(readEntry(before)).toEqual({ at: 1, who: 'ann', deed: { did: 'said', words: 'made the view link' } })
})

it('[ACC19] the trail says which parts of a link were changed, and nothing of a password', () => {
  const changed = changedParts({ label: '', expiresAt: 0, password: 'sesame' })
  expect(changed).toEqual({ label: '', expiresAt: '1970-01-01T00:00:00.000Z', hasPassword: true })
  expect(changedParts({ expiresAt: null, password: null })).toMatchObject({ expiresAt: null, hasPassword: false })
  expect(changedParts({ label: 'Class 4b' })).toEqual({ label: 'Class 4b' })
})
