import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boardPlaceOf, linkField, linkFrom } from './link.ts'

const HERE = 'https://board.example'

it('[LINK1] only web pages, mail addresses and boards are links, whatever is stored', () => {
  for (const link of [
    '',
    'https://a.example/x?y#z',
    'HTTP://a.example',
    'mailto:a@b.example',
    '/b/a-board-id',
    '/b/a-board-id#k=a_b-c',
    '/b/a-board-id?frame=id-of-a-frame#k=a_b-c',
  ])
    expect(linkField.parse(link)).toBe(link)
  for (const bad of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//a.example',
    '/b/../api',
    '/b/short',
    '/b/a-board-id#<script>',
    '/b/a-board-id/../x',
    'https://a.example/"><script>',
    'https://a b',
    `https://${'a'.repeat(3_000)}`,
    7,
    null,
    ['https://a.example'],
  ])
    expect(linkField.parse(bad)).toBeUndefined()
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      const link = linkField.parse(raw)
      expect(link === undefined || link === '' || /^(https?:\/\/|mailto:|\/b\/)/i.test(link)).toBe(true)
    }),
  )
})

it('[LINK2] what people type is understood: a bare name, a mailbox, the address of a board here', () => {
  expect(linkFrom(' example.org/a ', HERE)).toBe('https://example.org/a')
  expect(linkFrom('ada@example.org', HERE)).toBe('mailto:ada@example.org')
  expect(linkFrom(`${HERE}/b/a-board-id`, HERE)).toBe('/b/a-board-id')
  expect(linkFrom(`${HERE}/b/a-board-id#k=abc`, HERE)).toBe('/b/a-board-id#k=abc')
  expect(linkFrom(`https://other.example/b/a-board-id`, HERE)).toBe('https://other.example/b/a-board-id')
  expect(linkFrom('javascript:alert(1)', HERE)).toBeUndefined()
  expect(linkFrom('just words', HERE)).toBeUndefined()
})

it('[LINK4] a board’s address can name a frame or a page of it', () => {
  const place = { board: 'a-board-id', frame: undefined, page: undefined }
  for (const base of ['', 'https://other.example']) {
    expect(boardPlaceOf(`${base}/b/a-board-id?frame=id-of-a-frame`)).toEqual({ ...place, frame: 'id-of-a-frame' })
    expect(boardPlaceOf(`${base}/b/a-board-id?page=id-of-a-page#k=x`)).toEqual({ ...place, page: 'id-of-a-page' })
  }
  for (const other of [
    '',
    '/b/a-board-id',
    '/b/a-board-id?frame=x',
    '/b/x?frame=id-of-a-frame',
    'https://a.example/?frame=id-of-a-frame',
  ])
    expect(boardPlaceOf(other)).toBeUndefined()
})
