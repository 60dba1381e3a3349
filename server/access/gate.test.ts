import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { Gate } from './gate.ts'

const gate = new Gate({ allowedOrigins: ['https://school.example'] })
const admit = (url: string, headers: Record<string, string> = {}) =>
  gate.admit({ url, headers: { host: 'board.example:3000', ...headers } } as unknown as IncomingMessage)

it.each([
  ['/sync/abcdefghij', 'edit'],
  ['/sync/abcdefghij?role=edit', 'edit'],
  ['/sync/abcdefghij?role=own', 'edit'],
  ['/sync/abcdefghij?role=view', 'view'],
  ['/sync/abcdefghij?role=comment', 'comment'],
  ['/sync/abcdefghij?role=emperor', 'view'],
  ['/sync/abcdefghij?readonly', 'view'],
  ['/sync/abcdefghij?readonly=true&role=edit', 'view'],
  ['/sync/abcdefghij?readonly=false', 'edit'],
])('[ACC1] %s joins as %s', (url, role) => {
  expect(admit(url)).toEqual({ type: 'join', board: 'abcdefghij', role })
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
  [undefined, 'join'],
  ['http://board.example:3000', 'join'],
  ['https://board.example:3000', 'join'],
  ['https://school.example', 'join'],
  ['http://board.example', 'refuse'],
  ['https://evil.example', 'refuse'],
  ['https://school.example.evil.example', 'refuse'],
  ['null', 'refuse'],
  ['', 'refuse'],
])('[ACC3] a page of origin %s: %s', (origin, type) => {
  const admission = admit('/sync/abcdefghij', origin === undefined ? {} : { origin })
  expect(admission.type).toBe(type)
  if (admission.type === 'refuse') expect(admission.code).toBe(CLOSE.forbidden)
})
