import { signal } from '@preact/signals-core'
import { expect, it } from 'vitest'
import type { Person } from '../presence/presence.ts'
import { parseEmbedOptions } from './embed-options.ts'
import { followNamed } from './follow-named.ts'

const person = (client: number, name: string) => ({ client, name, color: '#000000' }) as Person
const asking = (query: string) => parseEmbedOptions(query).options

it('[EMB11] whoever has the name is followed when they come and come back, and not after the reader moved the board', () => {
  const options = signal(asking('follow=ada'))
  const whom = signal<number | null>(null)
  const people = signal<readonly Person[]>([person(1, 'Ben')])
  const stop = followNamed(options, whom, people)
  expect(whom.value).toBe(null)
  people.value = [person(1, 'Ben'), person(2, 'Ada')]
  expect(whom.value).toBe(2)
  // She leaves, and comes back as somebody with another number.
  people.value = [person(1, 'Ben')]
  whom.value = null
  people.value = [person(1, 'Ben'), person(3, 'Ada')]
  expect(whom.value).toBe(3)
  // The reader moves the board.
  whom.value = null
  people.value = [person(3, 'Ada')]
  expect(whom.value).toBe(null)
  // Somebody else is asked for, and then nobody.
  people.value = [person(3, 'Ada'), person(1, 'Ben')]
  options.value = asking('follow=Ben')
  expect(whom.value).toBe(1)
  options.value = asking('')
  expect(whom.value).toBe(null)
  stop()
})
