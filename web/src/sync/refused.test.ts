import { expect, test } from 'vitest'
import { answered, refusedBecause } from './refused.ts'

const problem = (detail: string, status: number, headers: Record<string, string> = {}) =>
  Response.json({ detail }, { status, headers })

test.each([
  ['no answer', undefined, 'The server didn’t answer.'],
  ['words', problem('This board is full.', 413), 'This board is full.'],
  ['no words', new Response('<html>', { status: 502 }), 'The server answered 502.'],
  ['odd words', Response.json({ detail: 7 }, { status: 400 }), 'The server answered 400.'],
  ['a time', problem('Too many.', 429, { 'Retry-After': '12' }), 'Too many. Please try again in 12 s.'],
  ['a long time', problem('Too many.', 429, { 'Retry-After': '301' }), 'Too many. Please try again in 6 min.'],
  ['an odd time', problem('Too many.', 429, { 'Retry-After': 'later' }), 'Too many.'],
])('[WAIT1] what a server refuses is said in its words, with the time to wait: %s', async (_what, response, said) => {
  expect(await refusedBecause(response)).toBe(said)
})

test('[WAIT1] what it does is answered as it is, and silence is said as such', async () => {
  expect(await (await answered(Promise.resolve(new Response('done')))).text()).toBe('done')
  await expect(answered(Promise.resolve(problem('Not now.', 503)))).rejects.toThrow('Not now.')
  await expect(answered(Promise.reject(new TypeError('no network')))).rejects.toThrow('The server didn’t answer.')
})
