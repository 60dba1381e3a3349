import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '#board/testing/any-text.ts'
import { EMBED_OPTIONS, parseEmbedOptions } from './embed-options.ts'

const read = (query: string) => parseEmbedOptions(query).options
const complaints = (query: string) => parseEmbedOptions(query).ignored

describe('what the address of a frame says', () => {
  it('[EMB2] an address that says nothing asks for the board as it is', () => {
    expect(parseEmbedOptions('')).toEqual({
      options: {
        readonly: false,
        theme: 'auto',
        toolbar: 'full',
        cursors: true,
        grid: undefined,
        lang: undefined,
        background: undefined,
        view: { show: 'fit' },
        follow: undefined,
        color: undefined,
      },
      ignored: [],
    })
  })

  it('[EMB21] what is drawn can be read on a background that the address names', () => {
    const themeOf = (query: string) => parseEmbedOptions(query).options.theme
    expect(themeOf('?background=fe9')).toBe('light')
    expect(themeOf('?background=123')).toBe('dark')
    expect(themeOf('?background=transparent')).toBe('auto')
    expect(themeOf('?background=fe9&theme=auto')).toBe('auto')
    expect(themeOf('?background=fe9&theme=dark')).toBe('dark')
  })

  it('[EMB2] every option is read', () => {
    const query =
      '?readonly&theme=dark&toolbar=minimal&cursors=off&grid=on&lang=de-CH&background=fff&view=10,-20.5,2&follow=Ada&color=%23B00020'
    expect(parseEmbedOptions(query)).toEqual({
      options: {
        readonly: true,
        theme: 'dark',
        toolbar: 'minimal',
        cursors: false,
        grid: true,
        lang: 'de',
        background: '#ffffff',
        view: { show: 'place', x: 10, y: -20.5, zoom: 2 },
        follow: 'Ada',
        color: '#b00020',
      },
      ignored: [],
    })
  })

  it('[EMB2] a view is all, the last one, a frame, a page, or a place', () => {
    expect(read('view=last').view).toEqual({ show: 'last' })
    expect(read('view=frame').view).toEqual({ show: 'frame', of: undefined })
    expect(read('view=frame:Our%20plan').view).toEqual({ show: 'frame', of: 'Our plan' })
    expect(read('view=page:2').view).toEqual({ show: 'page', of: '2' })
    expect(read('view=1,2').view).toEqual({ show: 'place', x: 1, y: 2, zoom: 1 })
  })

  it('[EMB3] rubbish is told, and counts as if it weren’t there', () => {
    expect(complaints('theme=pink&view=1,2,0&nonsense=1&color=url(x)')).toEqual([
      'theme=pink: expected auto, light, dark',
      `view=1,2,0: expected ${EMBED_OPTIONS.view.values}`,
      'color=url(x): expected rrggbb, rgb',
      'nonsense: no such option',
    ])
    expect(read('theme=pink&view=1,2,0&color=url(x)')).toEqual(read(''))
  })

  it('[EMB3] parameters of others are not spoken of', () => {
    expect(parseEmbedOptions('proto=json&x=1', new Set(['proto'])).ignored).toEqual(['x: no such option'])
  })

  it('[EMB3] no address breaks it, and every colour is one', () => {
    const name = fc.constantFrom(...Object.keys(EMBED_OPTIONS), '__proto__', 'constructor')
    const query = fc.array(fc.tuple(name, anyText()), { maxLength: 8 })
    fc.assert(
      fc.property(query, (pairs) => {
        const { options } = parseEmbedOptions(new URLSearchParams(pairs).toString())
        for (const color of [options.color, options.background])
          expect(color ?? 'transparent').toMatch(/^(#[0-9a-f]{6}|transparent)$/)
        expect(Object.keys(options)).toEqual(Object.keys(EMBED_OPTIONS))
      }),
    )
  })
})
