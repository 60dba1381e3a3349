import { describe, expect, it } from 'vitest'
import { statusOf, type SyncFacts, wouldLoseWork } from './sync-facts.ts'

const FACTS: SyncFacts = {
  link: 'synced',
  tried: true,
  online: true,
  made: 0,
  saved: 0,
  unwritten: 0,
  storeFailed: false,
  waitSeconds: 0,
  refusal: null,
  readOnly: false,
  lost: false,
  frozen: false,
  slowedSeconds: 0,
}
const status = (facts: Partial<SyncFacts>) => statusOf({ ...FACTS, ...facts })

describe('the status', () => {
  it('[SYNC1] is connecting until a first attempt has ended', () => {
    expect(status({ link: 'closed', tried: false })).toEqual({ state: 'connecting' })
    expect(status({ link: 'open', tried: false })).toEqual({ state: 'connecting' })
    expect(status({ link: 'closed', tried: true }).state).toBe('offline')
  })

  it('[SYNC2] is saved only when every change of mine is on the server’s disk', () => {
    expect(status({ made: 3, saved: 2 })).toEqual({ state: 'saving', changes: 1 })
    expect(status({ made: 3, saved: 3 })).toEqual({ state: 'saved' })
  })

  it('[SYNC3] is offline also while it reconnects', () => {
    for (const link of ['closed', 'connecting', 'open'] as const)
      expect(status({ link })).toEqual({ state: 'offline', changes: 0, kept: true, retrying: true })
    expect(status({ link: 'closed', online: false })).toMatchObject({ retrying: false })
  })

  it('[SYNC4] counts a change as kept in this browser only once it is written there', () => {
    expect(status({ link: 'closed', made: 3, unwritten: 1 })).toMatchObject({ changes: 2, kept: true })
    expect(status({ link: 'closed', made: 3, unwritten: 0 })).toMatchObject({ changes: 3, kept: true })
  })

  it('[SYNC5] says so when this browser can’t keep anything', () => {
    expect(status({ link: 'closed', made: 3, unwritten: 3, storeFailed: true })).toMatchObject({
      changes: 3,
      kept: false,
    })
  })

  it('[SYNC6] is refused for good, with the code, the reason and what was not sent', () => {
    const refusal = { code: 4403, reason: 'viewers cannot draw' }
    expect(status({ link: 'closed', made: 2, saved: 1, refusal })).toEqual({ state: 'refused', ...refusal, changes: 1 })
  })
})

describe('a server that can’t store', () => {
  it('[SYNC24] is said as such, with what waits here, until it can again', () => {
    const held = { readOnly: true, made: 3, saved: 1, unwritten: 1 }
    expect(status({ made: 3, saved: 1, slowedSeconds: 9 })).toEqual({ state: 'slowed', changes: 2, waitSeconds: 9 })
    expect(status({ made: 3, saved: 3, slowedSeconds: 9, frozen: true })).toEqual({ state: 'saved', frozen: true })
    expect(status(held)).toEqual({ state: 'held', changes: 1, kept: true })
    expect(status({ ...held, storeFailed: true })).toEqual({ state: 'held', changes: 2, kept: false })
    expect(status({ ...held, readOnly: false })).toEqual({ state: 'saving', changes: 2 })
    expect(status({ ...held, link: 'closed' })).toMatchObject({ state: 'offline' })
  })

  it('[SYNC25] says that it lost a part of the board, once everything of mine is saved', () => {
    expect(status({ lost: true, made: 1, saved: 1 })).toEqual({ state: 'saved', lost: true })
    expect(status({ lost: true, made: 1, saved: 0 })).toEqual({ state: 'saving', changes: 1 })
  })
})

describe('the guard against closing the page', () => {
  it('[SYNC7] asks only while a change is on no disk at all', () => {
    expect(wouldLoseWork({ ...FACTS, made: 2, saved: 1, unwritten: 1 })).toBe(true)
    expect(wouldLoseWork({ ...FACTS, made: 2, saved: 1, unwritten: 0 })).toBe(false)
    expect(wouldLoseWork({ ...FACTS, made: 2, saved: 1, storeFailed: true })).toBe(true)
    expect(wouldLoseWork({ ...FACTS, made: 2, saved: 2, unwritten: 2, storeFailed: true })).toBe(false)
  })
})
