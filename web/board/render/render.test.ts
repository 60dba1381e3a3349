import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FREE } from '../elements/belonging.ts'
import { readProps, wordsOfNew } from '../elements/read.ts'
import { createPathBuilder } from '../geometry/path.ts'
import { measureRoughly } from '../testing/measure.ts'
import type { DisplayItem, PathItem, TextItem } from './display-item.ts'
import { plain } from './fonts.ts'
import { paintItems, type PaintContext } from './canvas.ts'
import { pictureOf } from './picture.ts'
import { escapeXml, svgOf } from './svg.ts'
import { fitText, layoutText } from './text-layout.ts'
import { CANVAS_COLOR, colorSeenAs, isColor, PALETTE, resolveColor, SHADOW } from './theme.ts'

const items: readonly DisplayItem[] = [
  {
    type: 'path',
    path: createPathBuilder().moveTo(0, 0).lineTo(10, 0).build(),
    fill: 'red',
    stroke: { color: 'blue', width: 2 },
    opacity: 0.5,
  },
  {
    type: 'text',
    lines: [{ text: 'a<b & "c"', x: 1, baseline: 12 }],
    font: 'sans',
    bold: false,
    italic: false,
    size: 16,
    color: 'ink',
    opacity: 1,
    matrix: [1, 0, 0, 1, 5, 6],
  },
]
const picture = { bounds: { minX: -10, minY: -10, maxX: 90, maxY: 40 }, items, links: [] }

describe('SVG', () => {
  it('[EXP1] is one self-contained picture with a view box around all', () => {
    expect(svgOf(picture, { theme: 'light' })).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="-10 -10 100 50">
<rect x="-10" y="-10" width="100" height="50" fill="#fdfdfc"/>
<path d="M0 0l10 0" fill="#d92d3a" stroke="#2568d8" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" fill-opacity="0.5" stroke-opacity="0.5"/>
<text transform="matrix(1 0 0 1 5 6)" font-family="Inter, &#39;Noto Color Emoji&#39;, &#39;Noto Sans Hebrew&#39;, &#39;Noto Sans Arabic&#39;, &#39;LXGW WenKai Lite&#39;, sans-serif" font-size="16" fill="#1f2328" xml:space="preserve"><tspan x="1" y="12">a&lt;b &amp; &quot;c&quot;</tspan></text>
</svg>
`,
    )
    expect(svgOf(picture, { theme: 'light', background: 'none' })).not.toContain('<rect')
    expect(svgOf(picture, { theme: 'dark', background: '#123456' })).toContain('height="50" fill="#a9cbed"')
  })

  it('[EXP2] holds no character that XML forbids, and no markup from text', () => {
    expect(escapeXml('\u0000\u001b[31m\ud800x\uffff tab\t 😀')).toBe('\ufffd\ufffd[31m\ufffdx\ufffd tab\t 😀')
    expect(escapeXml(`</text><script>alert('1')</script>`)).toBe(
      '&lt;/text&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;',
    )
  })

  it('[LINK4] what leads somewhere is a link where it is, to boards of this server from elsewhere too', () => {
    const at = (id: string, x: number, link: string) => ({
      id,
      kind: 'shape',
      z: 'a0',
      props: readProps({ id, kind: 'shape', matrix: [50, 0, 0, 20, x, 0], width: 2 }, undefined, wordsOfNew({})),
      belonging: { ...FREE, link },
    })
    const linked = pictureOf(
      [at('element-aaaa', 0, 'https://a.example/?b&c'), at('element-bbbb', 100, '/b/a-board-id')],
      measureRoughly,
    )
    const svg = svgOf(linked, { theme: 'light', origin: 'https://board.example' })
    expect(svg).toContain('<a href="https://a.example/?b&amp;c"><rect x="-1" y="-1" width="52" height="22"')
    expect(svg).toContain('<a href="https://board.example/b/a-board-id"><rect x="99"')
    expect(svgOf(pictureOf([at('element-aaaa', 0, '')], measureRoughly), { theme: 'light' })).not.toContain('<a ')
  })

  it('[EXP3] of an empty board is an empty sheet', () => {
    expect(pictureOf([], measureRoughly)).toEqual({
      bounds: { minX: 0, minY: 0, maxX: 640, maxY: 360 },
      items: [],
      links: [],
    })
  })

  it('[EXP4] shows elements bottom to top, with a margin', () => {
    const at = (id: string, z: string, x: number) => ({
      id,
      z,
      kind: 'rectangle',
      belonging: FREE,
      props: readProps(
        { id, kind: 'rectangle', matrix: [10, 0, 0, 10, x, 0], color: id, width: 2 },
        undefined,
        wordsOfNew({}),
      ),
    })
    const { bounds, items } = pictureOf(
      [at('blue', 'a1', 50), at('red', 'a0', 0), at('green', 'a1', 20)],
      measureRoughly,
      { margin: 5 },
    )
    expect(items.map((item) => item.type === 'path' && item.stroke?.color)).toEqual(['red', 'blue', 'green'])
    expect(bounds).toEqual({ minX: -6, minY: -6, maxX: 66, maxY: 16 })
  })
})

it('[PIC18] what is not in a picture of some elements is not laid out for it', () => {
  const at = (id: string, text: string) => ({
    id,
    z: 'a0',
    kind: 'note',
    belonging: FREE,
    props: readProps({ id, kind: 'note', matrix: [90, 0, 0, 90, 0, 0] }, undefined, wordsOfNew({ text })),
  })
  const measured = new Set<string>()
  const picture = pictureOf(
    [at('element-aaaa', 'asked'), at('element-bbbb', 'not')],
    (text, face, size) => {
      measured.add(text)
      return measureRoughly(text, face, size)
    },
    { only: new Set(['element-aaaa']) },
  )
  expect(picture.items.flatMap((item) => (item.type === 'text' ? item.lines : [])).map(({ text }) => text)).toEqual([
    'asked',
  ])
  expect([...measured]).toEqual(['asked'])
})

describe('painting', () => {
  it('[EXP5] sends the same colours, widths and texts to a canvas', () => {
    const calls: string[] = []
    const context = new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...values: unknown[]) =>
            void calls.push(`${String(name)}(${values.join(' ')})`),
        set: (_, name, value) => calls.push(`${String(name)}=${String(value)}`) > 0,
      },
    ) as unknown as PaintContext
    const fromRight = { text: 'שלום', x: 3, baseline: 32, rtl: true } as const
    const [path, words] = items as readonly [PathItem, TextItem]
    paintItems(context, [path, { ...words, lines: [...words.lines, fromRight] }], 'dark')
    expect(calls).toContain('fillStyle=#ff6b6e')
    expect(calls).toContain('strokeStyle=#6ba5ff')
    expect(calls).toContain('transform(1 0 0 1 5 6)')
    expect(calls.slice(calls.indexOf('direction=ltr')).slice(1, 4)).toEqual([
      'fillText(a<b & "c" 1 12)',
      'direction=rtl',
      'fillText(שלום 3 32)',
    ])
    expect(calls.filter((call) => call.startsWith('globalAlpha'))).toEqual([
      'globalAlpha=0.5',
      'globalAlpha=1',
      'globalAlpha=1',
    ])
  })
})

describe('text layout', () => {
  const style = { ...plain('mono'), size: 10, align: 'left' } as const

  it('[TEXT1] has a line for each line end of any system, tabs as four spaces, and a height of 1.25 sizes a line', () => {
    const { lines, width, height } = layoutText('one\r\n\ttwo\n\nfour', style, measureRoughly)
    expect(lines.map(({ text }) => text)).toEqual(['one', '    two', '', 'four'])
    expect([width, height, lines[1]?.baseline]).toEqual([42, 50, 22])
  })

  it('[TEXT2] is aligned within its widest line', () => {
    const xs = (align: 'left' | 'center' | 'right') =>
      layoutText('wide\nab', { ...style, align }, measureRoughly).lines.map(({ x }) => x)
    expect([xs('left'), xs('center'), xs('right')]).toEqual([
      [0, 0],
      [0, 6],
      [0, 12],
    ])
  })

  it('[TEXT6] goes on in the next line where it gets too wide: at spaces, in words too long for a line, between Chinese characters', () => {
    const wrapped = (text: string) => layoutText(text, style, measureRoughly, 36).lines.map((line) => line.text)
    expect(wrapped('one two six')).toEqual(['one', 'two', 'six'])
    expect(wrapped('a b  c d')).toEqual(['a b  c', 'd'])
    expect(wrapped('abcdefghijklmn')).toEqual(['abcdef', 'ghijkl', 'mn'])
    expect(wrapped('你好你好你好你好')).toEqual(['你好你好你好', '你好'])
    expect(wrapped('')).toEqual([''])
    expect(wrapped('x\n\ny')).toEqual(['x', '', 'y'])
    expect(layoutText('one', style, measureRoughly, 36).width).toBe(36)
  })

  it('[TEXT7] is shrunk until it fits a box without breaking a word, and never to nothing', () => {
    const box = { width: 60, height: 30 }
    expect(fitText('one', style, box, measureRoughly).size).toBe(10)
    const long = fitText('seventeen-letters', style, box, measureRoughly)
    expect([long.size < 10, long.lines.length, long.width]).toEqual([true, 1, 60])
    expect(fitText('no end of words '.repeat(500), style, box, measureRoughly).size).toBeGreaterThan(1)
  })

  it('[TEXT8] lines that begin with [ ], [x] or [] and a space begin with a box, and go on below their words', () => {
    const { lines, boxes, width } = layoutText(
      '[ ] one two\r\n[x]\nplain [ ]\n[]no\n[] yes\n[]',
      style,
      measureRoughly,
      40,
    )
    expect(lines.map(({ text, x }) => [text, x])).toEqual([
      ['one', 13],
      ['two', 13],
      ['', 13],
      ['plain', 0],
      ['[ ]', 0],
      ['[]no', 0],
      ['yes', 13],
      ['[]', 0],
    ])
    expect(boxes.map(({ x, ticked, at }) => [x, ticked, at])).toEqual([
      [0, false, 0],
      [0, true, 13],
      [0, false, 32],
    ])
    expect([width, boxes[1]?.baseline]).toEqual([40, lines[2]?.baseline])
    const centred = layoutText('[ ] one\n[ ] seven\nx', { ...style, align: 'center' }, measureRoughly)
    expect(centred.lines.map(({ x }) => x)).toEqual([13, 13, 18.5])
    const asTyped = layoutText('[ ] one two', { ...style, asTyped: true }, measureRoughly)
    expect([asTyped.lines[0]?.text, asTyped.boxes]).toEqual(['[ ] one two', []])
  })

  it('[TEXT10] a paragraph whose first letter is read from the right begins at the right edge, and is told to renderers', () => {
    const text = '12 שלום abc\nleft עולם\n[x] مرحبا'
    const { lines, boxes, width } = layoutText(text, style, measureRoughly, 60)
    expect(lines).toMatchObject([
      { text: '12 שלום', x: 60 - 42, rtl: true },
      { text: 'abc', x: 60 - 18, rtl: true },
      { text: 'left עולם', x: 0 },
      { text: 'مرحبا', x: 60 - 13 - 30, rtl: true },
    ])
    expect(lines[2]).not.toHaveProperty('rtl')
    expect([boxes[0]?.x, width]).toEqual([60 - 8, 60])
    const centred = layoutText(text, { ...style, align: 'center' }, measureRoughly, 60)
    expect(centred.lines.map(({ x }) => x)).toEqual([9, 21, 3, 8.5])
    const look = { ...plain('mono'), size: 10, color: 'ink', opacity: 1, matrix: [1, 0, 0, 1, 0, 0] } as const
    const svg = svgOf(
      { bounds: { minX: 0, minY: 0, maxX: 60, maxY: 50 }, items: [{ type: 'text', lines, ...look }], links: [] },
      { theme: 'light' },
    )
    expect(svg).toMatch(/<text [^>]*direction="rtl" text-anchor="end"><tspan x="18"[^>]*>12 שלום<\/tspan>/)
    expect(svg).toMatch(/<text (?:(?!direction)[^>])*><tspan x="0"[^>]*>left עולם<\/tspan><\/text>/)
  })

  it('[TEXT3] of nothing is as large as a caret', () => {
    expect(layoutText('', style, measureRoughly)).toMatchObject({ width: 3, height: 12.5 })
  })
})

/** Contrast of two colours, 1 to 21 (WCAG 2.2, section 1.4.3). */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5]
      .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe('colours', () => {
  it('[THEME1] are legible on the canvas of either theme, ink best of all', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const { name } of PALETTE.filter(({ name }) => name !== 'white')) {
        expect(contrast(resolveColor(name, theme), CANVAS_COLOR[theme])).toBeGreaterThan(
          name === 'ink' ? 12 : name === 'yellow' ? 2 : 2.9,
        )
      }
    }
  })

  it('[THEME2] are palette names or own ones, and follow the theme; all else is ink', () => {
    expect([
      isColor('teal'),
      isColor('#A1b2C3'),
      isColor('url(#x)'),
      isColor('red;'),
      isColor('__proto__'),
      isColor(SHADOW),
      isColor(7),
    ]).toEqual([true, true, false, false, false, false, false])
    expect([resolveColor('#a1b2c3', 'light'), resolveColor('"><script>', 'light')]).toEqual(['#a1b2c3', '#1f2328'])
  })

  it('[THEME3] an own colour is as light on dark as it is dark on light, in its hue', () => {
    const onDark = (color: string) => resolveColor(color, 'dark')
    expect(['#000000', '#ffffff', '#003366', '#ffd0d0', '#ff0000'].map(onDark)).toEqual([
      '#ffffff',
      '#000000',
      '#99ccff',
      '#2f0000',
      '#ff0000',
    ])
    const own = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(own, (color) => {
        expect(onDark(onDark(color))).toBe(color)
        expect(resolveColor(colorSeenAs(color, 'dark'), 'dark')).toBe(color)
        expect(colorSeenAs(color, 'light')).toBe(color)
      }),
    )
    for (const color of ['#000000', '#333333', '#800000', '#003366', '#4b0082'])
      expect(contrast(onDark(color), CANVAS_COLOR.dark), color).toBeGreaterThan(6)
  })

  it('[THEME3] what is under a sheet is dark on either canvas', () => {
    expect([resolveColor(SHADOW, 'light'), resolveColor(SHADOW, 'dark')]).toEqual(['#000000', '#000000'])
  })
})
