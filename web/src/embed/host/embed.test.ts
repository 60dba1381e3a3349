import { expect, it } from 'vitest'
import { embedOptionRows } from '../embed-options-text.ts'
import type { MountOptions } from '../api/embed-api.ts'
import { defineElement, mount } from './embed.ts'

/** All that the types know: one too many or too few here, and this file is not valid. */
const TYPED = {
  readonly: true,
  theme: true,
  toolbar: true,
  cursors: true,
  grid: true,
  lang: true,
  background: true,
  view: true,
  follow: true,
  color: true,
} satisfies Record<Exclude<keyof MountOptions, 'src' | 'token' | 'file' | 'title'>, true>

/** They may change while the board is shown. */
const LIVE = new Set(['theme', 'lang', 'follow'])

it('[HOST19] the options that a page’s script may name are those of the address', () => {
  expect(Object.keys(TYPED).sort()).toEqual(
    embedOptionRows()
      .map(([name]) => name)
      .sort(),
  )
})

it('[HOST19] what is switched off by a script is off in the address', () => {
  const board = mount(document.createElement('div'), {
    src: 'https://boards.example.org/b/plans',
    token: 'secret',
    readonly: true,
    cursors: false,
    grid: true,
    view: '10,-20,2',
    color: undefined,
  })
  const { origin, pathname, searchParams, hash } = new URL(board.frame.src)
  expect([origin, pathname, hash]).toEqual(['https://boards.example.org', '/embed/plans', '#k=secret'])
  expect(Object.fromEntries(searchParams)).toEqual({ readonly: 'on', cursors: 'off', grid: 'on', view: '10,-20,2' })
  board.remove()
})

it('[HOST19] an attribute of the element that is given another value opens the board anew', () => {
  defineElement()
  const element = document.createElement('drawbridge-board')
  // Nobody answers there, and nobody needs to.
  element.setAttribute('src', 'http://127.0.0.1:9/b/plans')
  document.body.append(element)
  const queryNow = () => Array.from(element.querySelectorAll('iframe'), ({ src }) => new URL(src).search)
  expect(queryNow()).toEqual([''])
  for (const name of Object.keys(TYPED).filter((option) => !LIVE.has(option))) {
    element.setAttribute(name, 'on')
    expect(queryNow()).toEqual([expect.stringContaining(`${name}=on`)])
    element.removeAttribute(name)
    expect(queryNow()).toEqual([''])
  }
  element.remove()
})
