import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { Gate } from './gate.ts'

const gate = new Gate({ allowedOrigins: ['https://school.example'] })
const admit = (url: string, headers: Record<string, string> = {}) =>
  gate.admit({ url, headers: { host: 'board.example:3000', ...headers } } as unknown as IncomingMessage)

it.each([
  ['/sync/abcdefghij', 'own'],
  ['/sync/abcdefghij?role=edit', 'edit'],
  ['/sync/abcdefghij?role=own', 'own'],
  ['/sync/abcdefghij?role=view', 'view'],
  ['/sync/abcdefghij?role=comment', 'comment'],
  ['/sync/abcdefghij?role=emperor', 'view'],
  ['/sync/abcdefghij?readonly', 'view'],
  ['/sync/abcdefghij?readonly=true&role=edit', 'view'],
  ['/sync/abcdefghij?readonly=false', 'own'],
])('[ACC1] %s asks for no more than %s', (url, asked) => {
  expect(admit(url)).toMatchObject({ type: 'join', board: 'abcdefghij', token: undefined, asked })
})

it.each([
  ['/sync/abcdefghij?token=a.b', undefined, 'a.b'],
  ['/sync/abcdefghij', 'drawbridge, token.c.d', 'c.d'],
  ['/sync/abcdefghij?token=a.b', 'drawbridge, token.c.d', 'c.d'],
  ['/sync/abcdefghij?token=', undefined, ''],
  ['/sync/abcdefghij', 'drawbridge', undefined],
])('[ACC12] the token of %s with the subprotocols %s is %s', (url, offered, token) => {
  expect(admit(url, offered === undefined ? {} : { 'sec-websocket-protocol': offered })).toMatchObject({ token })
})

it.each([
  '/sync/short',
  '/sync/',
  '/sync/has.a.dot.in.it',
  `/sync/${'x'.repeat(65)}`,
  '/sync/__proto__',
  '/sync/%2e%2e%2fetcetera',
])('[ACC2] %s is no board id', (url) => {
  expect(admit(url)).toMatchObject({ type: 'refuse', code: CLOSE.notFound })
})

it.each(['/', '/sync', '/sync/abcdefghij/more', '/other/abcdefghij', '//'])('[ACC2] %s is no path to join', (url) => {
  expect(admit(url)).toEqual({ type: 'no-such-path' })
})

it.each([
  [undefined, 'ours'],
  ['http://board.example:3000', 'ours'],
  ['https://board.example:3000', 'ours'],
  ['https://school.example', 'ours'],
  ['http://board.example', 'another’s'],
  ['https://evil.example', 'another’s'],
  ['https://school.example.evil.example', 'another’s'],
  ['null', 'another’s'],
  ['', 'another’s'],
])('[ACC3] a page of origin %s is %s', (origin, whose) => {
  const admission = admit('/sync/abcdefghij', origin === undefined ? {} : { origin })
  expect(admission).toMatchObject({ type: 'join', from: { page: whose === 'ours' ? undefined : origin } })
})
