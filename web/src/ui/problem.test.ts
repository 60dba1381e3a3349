import { expect, test } from 'vitest'
import { CATALOGUES } from '../words/catalogues.ts'
import { createWords, inEnglish } from '../words/words.ts'
import { problemOf } from './problem.tsx'

const refusedFor = (code: string, reason: string) =>
  ({ outcome: 'refused', status: 401, code, reason, owed: 0 }) as const

test('[HOST22] a frame whose token is refused says so, and not that its board opens with a link', () => {
  const reason = 'the token of the page around the board is not taken: it is for another board'
  const problem = problemOf(refusedFor('token-refused', reason), inEnglish)
  expect(problem.title).toBe('The server won’t open this board')
  expect(problem.text).toContain('not taken: it is for another board')
  expect(problem.text).toContain('whoever runs it can mend it')
  expect(problem.retry).toBe(true)
  const linkless = problemOf(refusedFor('link-needed', 'this board opens with a link only'), inEnglish)
  expect(linkless.title).toBe('This board opens with a link')
})

test.each(['de', 'fr', 'es'] as const)('[HOST22] also in %s', async (language) => {
  const words = createWords(CATALOGUES)
  await words.speak(language)
  const english = problemOf(refusedFor('token-refused', 'no'), inEnglish)
  const { title, text } = problemOf(refusedFor('token-refused', 'no'), words.t)
  expect(title).not.toBe(english.title)
  expect(text).not.toContain('whoever runs it')
})
