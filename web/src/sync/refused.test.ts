import { expect, test } from 'vitest'
import { answered, refusedBecause } from './refused.ts'
import { CATALOGUES } from '../words/catalogues.ts'
import { refusalIn, whyNot } from '../ui/why-not.ts'
import { createWords, inEnglish } from '../words/words.ts'

const problem = (detail: string, status: number, headers: Record<string, string> = {}, code = 'some-code') =>
  Response.json({ detail, code }, { status, headers })

test.each([
  ['no answer', undefined, 'The server didn’t answer.'],
  ['words', problem('This board is full.', 413), 'This board is full.'],
  ['no words', new Response('<html>', { status: 502 }), 'The server answered 502.'],
  ['odd words', Response.json({ detail: 7 }, { status: 400 }), 'The server answered 400.'],
  ['a time', problem('Too many.', 429, { 'Retry-After': '12' }), 'Too many. Please try again in 12 s.'],
  ['a long time', problem('Too many.', 429, { 'Retry-After': '301' }), 'Too many. Please try again in 6 min.'],
  ['an odd time', problem('Too many.', 429, { 'Retry-After': 'later' }), 'Too many.'],
])('[WAIT1] what a server refuses is said in its words, with the time to wait: %s', async (_what, response, said) => {
  expect(whyNot(inEnglish, await refusedBecause(response))).toBe(said)
})

test('[WAIT1] what it does is answered as it is, and silence is said as such', async () => {
  expect(await (await answered(Promise.resolve(new Response('done')))).text()).toBe('done')
  await expect(answered(Promise.resolve(problem('Not now.', 503)))).rejects.toThrow('Not now.')
  await expect(answered(Promise.reject(new TypeError('no network')))).rejects.toThrow('The server didn’t answer.')
})

test('[LANG5] what a server refuses is said in the language of the page: by its sentence, else by its code, else in its own', async () => {
  const { t, speak } = createWords(CATALOGUES)
  await speak('de')
  const full = { code: 4413, reason: 'the board is full: it holds at most 250000 elements' }
  expect(refusalIn(t, full)).toBe('Die Tafel ist voll: Mehr als 250000 Elemente fasst sie nicht.')
  expect(refusalIn(inEnglish, full)).toBe('The board is full: it holds at most 250000 elements.')
  const stroke = { code: 4400, reason: 'this is no part of a board: width is not valid in a stroke' }
  expect(refusalIn(t, stroke)).toBe('Davon gehört etwas auf keine Tafel.')
  const often = await refusedBecause(
    problem('Too many boards by you.', 429, { 'Retry-After': '40' }, 'too-many-requests'),
  )
  expect(whyNot(t, often)).toBe('Das war zu viel in so kurzer Zeit. Bitte versuche es in 40 s noch einmal.')
  const lacking = {
    code: 'token-refused',
    reason: 'the token of the page around the board is not taken: it lacks “exp, board”',
  }
  expect(refusalIn(t, lacking)).toBe('Der Ausweis der Seite ringsum wird nicht angenommen: Ihm fehlt „exp, board“.')
  const site = { code: 'bad-request', reason: 'sites.0: a site is written like https://example.org; sites.1: no' }
  expect(refusalIn(t, site)).toBe('Eine Seite schreibt man wie https://example.org.')
  expect(refusalIn(inEnglish, site)).toBe('A site is written like https://example.org.')
  expect(refusalIn(t, { code: 'bad-request', reason: 'add.0: there is no such kind.' })).toBe(
    'Das kann der Server so nicht annehmen.',
  )
  expect(refusalIn(t, { code: 'of-tomorrow', reason: 'Something new.' })).toBe('Something new.')
  expect(whyNot(t, new Error('This board is no longer on the server.'))).toBe(
    'Diese Tafel ist nicht mehr auf dem Server.',
  )
  expect(whyNot(t, undefined)).toBe('')
})
