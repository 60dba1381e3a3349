import { expect, it } from 'vitest'
import type { LogHead } from '../storage/past.ts'
import { sittingsOf } from './sittings.ts'

const MINUTE = 60_000

/** What somebody did at a minute. */
const at = (minute: number, who?: string): Omit<LogHead, 'seq'> => ({
  at: minute * MINUTE,
  bytes: 10,
  author: who === undefined ? undefined : { principal: who, name: who.toUpperCase() },
})

const sittings = (...heads: readonly Omit<LogHead, 'seq'>[]): readonly (readonly [string, number])[] =>
  sittingsOf(heads.map((head, i) => Object.assign(head, { seq: i + 1 }))).map(({ people, updates }) => [
    people.map(({ author }) => author.name).join(' '),
    updates,
  ])

it('[PAST10] a pause ends a sitting, and so does who comes when it is long; who did most is named first', () => {
  expect(sittings()).toEqual([])
  expect(sittings(at(0, 'a'), at(1, 'b'), at(2, 'b'), at(3))).toEqual([['B A', 4]])
  expect(sittings(at(0, 'a'), at(5, 'a'), at(11, 'a'))).toEqual([
    ['A', 2],
    ['A', 1],
  ])
  const long = [0, 4, 8, 12, 16].map((minute) => at(minute, 'a'))
  expect(sittings(...long, at(17, 'b'), at(18, 'a'))).toEqual([
    ['A', 5],
    ['B A', 2],
  ])
})
