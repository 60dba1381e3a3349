import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadFile } from '../../document/board-file.ts'
import type { NewElement } from '../../document/element.ts'
import { strokePoints, type StrokeProps } from '../../elements/stroke.ts'
import { measureRoughly } from '../../testing/measure.ts'
import kinds2024 from '../testing/files/kinds-2024.tldr?raw'
import kinds2026 from '../testing/files/kinds-2026.tldr?raw'
import threePages from '../testing/files/three-pages.tldr?raw'
import { decompressBase64 } from './lz.ts'
import { readTldraw, readTldrawClipboard } from './read.ts'

const read = (text: string) => readTldraw(text, measureRoughly)

const file = (records: readonly object[], rest: object = {}): string =>
  JSON.stringify({ tldrawFileFormatVersion: 1, schema: { schemaVersion: 2, sequences: {} }, records, ...rest })

const SHAPE = { typeName: 'shape', parentId: 'page:one', index: 'a1', x: 0, y: 0, rotation: 0, opacity: 1 }
const box = (id: string, rest: object = {}) => ({
  ...SHAPE,
  id: `shape:${id}`,
  type: 'geo',
  props: { w: 100, h: 50, geo: 'rectangle', color: 'blue', dash: 'draw', size: 'm', fill: 'none' },
  ...rest,
})

/** Without ids, which are new every time, and without points. */
function plainly(elements: readonly NewElement[]) {
  const order = new Map(elements.map(({ id }, i) => [id, i]))
  const name = (id: unknown) => (typeof id === 'string' ? (order.get(id) ?? 'other') : id)
  return elements.map(({ id: _id, seed: _seed, points: _points, start, end, frame, groups, ...rest }) => ({
    ...rest,
    frame: name(frame),
    depth: Array.isArray(groups) ? groups.length : 0,
    bound: [start, end].map((binding) => name((binding as { id?: string } | null | undefined)?.id)),
  }))
}

const pointsOf = (element: NewElement): readonly number[] =>
  element.kind === 'stroke'
    ? [...(strokePoints(element as unknown as StrokeProps) ?? [])]
    : ((element['points'] as readonly number[] | undefined) ?? [])

describe('a file of tldraw', () => {
  it('[TLDR1] becomes shapes, connectors that stay bound, ink with its pressure, notes, texts, pictures, frames and groups', () => {
    const { elements, left, pictures } = read(kinds2026)
    const kinds = elements.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'shape')).toHaveLength(9)
    expect(kinds.filter((kind) => kind === 'line')).toHaveLength(4)
    expect(kinds.filter((kind) => kind === 'stroke')).toHaveLength(4)
    expect(kinds.filter((kind) => kind === 'note')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'frame')).toHaveLength(1)
    const [rectangle, ellipse] = elements
    const [arrow, bent] = elements.filter(({ endHead }) => endHead === 'arrow')
    expect(rectangle).toMatchObject({
      shape: 'rectangle',
      matrix: [200, 0, 0, 120, 0, 0],
      color: 'blue',
      text: 'A box',
    })
    expect(ellipse).toMatchObject({ shape: 'ellipse', fillStyle: 'hachure', dash: 'dashed', width: 5 })
    expect(arrow).toMatchObject({ text: 'leads to', endHead: 'arrow', start: { id: rectangle!.id, x: 0.9, y: 0.5 } })
    expect(arrow).toMatchObject({ end: { id: ellipse!.id, x: 0.2, y: 0.5 } })
    expect(bent).toMatchObject({ route: 'curved', startHead: 'dot', dash: 'dotted' })
    expect(elements.find(({ kind }) => kind === 'note')).toMatchObject({ text: 'Remember the milk', color: 'yellow' })
    const frame = elements.find(({ kind }) => kind === 'frame')
    expect(elements.filter((element) => element['frame'] === frame?.id)).toHaveLength(2)
    expect(pictures.size).toBe(1)
    expect(elements.some(({ link }) => link === 'https://example.org/page')).toBe(true)
    expect([...left.keys()]).toEqual([
      'other colours of words: they have that of the outline',
      'pages within the drawing: a box leads to each',
    ])
  })

  it('[TLDR2] is the same in old and new versions of its format, with its points as lists or packed', () => {
    const [before, now] = [read(kinds2024), read(kinds2026)]
    expect(plainly(now.elements)).toEqual(plainly(before.elements))
    for (const [i, element] of now.elements.entries()) {
      const [theirs, packed] = [pointsOf(before.elements[i]!), pointsOf(element)]
      expect(packed).toHaveLength(theirs.length)
      // Half floats tell differences of 5 to a 200th.
      expect(Math.max(0, ...packed.map((value, at) => Math.abs(value - theirs[at]!)))).toBeLessThan(0.5)
    }
  })

  it('[TLDR3] of several pages becomes several pages', () => {
    const { elements, pages } = read(threePages)
    expect(pages?.map(({ name }) => name)).toEqual(['Plan', 'Rooms', 'Open questions'])
    const on = (at: number) => elements.filter(({ page }) => page === (at === 0 ? undefined : pages?.[at]?.id))
    expect([0, 1, 2].map((at) => on(at).length)).toEqual([2, 8, 2])
    expect(on(1).map(({ kind }) => kind)).toEqual('frame shape text text frame shape text text'.split(' '))
    // Within a frame, and turned into places of the page.
    const star = elements.find(({ shape }) => shape === 'star')
    expect((star!['matrix'] as number[]).map(Math.round)).toEqual([320, 0, 0, 280, 120, 140])
    const hexagon = elements.find(({ shape }) => shape === 'hexagon')
    expect((hexagon!['matrix'] as number[]).map(Math.round)).toEqual([150, 0, 0, 180, 750, 160])
  })

  it('[TLDR6] keeps its shapes as what they are, with their words in them and lines bound to them', () => {
    const same = ['pentagon', 'octagon', 'trapezoid', 'heart', 'arrow-right', 'arrow-left', 'arrow-up', 'arrow-down']
    const geos = [...same, 'rhombus', 'rhombus-2']
    const props = { w: 100, h: 50, color: 'blue', dash: 'draw', size: 'm', fill: 'solid', text: 'Words' }
    const { elements } = read(file(geos.map((geo, i) => box(geo, { index: `a${i}`, props: { ...props, geo } }))))
    expect(elements.map(({ shape, text, matrix }) => [shape, text, (matrix as number[])[0]])).toEqual([
      ...same.map((geo) => [geo, 'Words', 100]),
      ['parallelogram', 'Words', 100],
      // Leans to the left.
      ['parallelogram', 'Words', -100],
    ])
    const arrow = { ...SHAPE, id: 'shape:tie', type: 'arrow', props: { start: { x: 0, y: 0 }, end: { x: 90, y: 0 } } }
    const binding = {
      typeName: 'binding',
      id: 'binding:one',
      type: 'arrow',
      fromId: arrow.id,
      toId: 'shape:heart',
      props: { terminal: 'end', normalizedAnchor: { x: 0.5, y: 0.25 }, isPrecise: true },
    }
    const [heart, tie] = read(file([box('heart', { props: { ...props, geo: 'heart' } }), arrow, binding])).elements
    expect(tie).toMatchObject({ kind: 'line', end: { id: heart?.id, x: 0.5, y: 0.25 } })
  })

  it('[TLDR4] that nobody can read says why', () => {
    const codeOf = (text: string): unknown => {
      try {
        read(text)
      } catch (error) {
        return (error as { code?: string }).code
      }
      return 'read'
    }
    expect(codeOf('{"tldrawFileFormatVersion":1,"rec')).toBe('unreadable')
    expect(codeOf('{"a":1}')).toBe('other-format')
    expect(codeOf('{"document":{"version":15}}')).toBe('other-format')
    expect(codeOf(file([], { tldrawFileFormatVersion: 2 }))).toBe('newer')
    expect(codeOf(file([], { schema: { schemaVersion: 9 } }))).toBe('newer')
    expect(codeOf(file([], { records: 'none' }))).toBe('not-valid')
    expect(codeOf(file([]))).toBe('read')
  })

  it('[TLDR4] that is meant to do harm does none', () => {
    const [bottom, top] = ['{"type":"doc","content":['.repeat(5_000), ']}'.repeat(5_000)]
    const hostile = [
      box('loop', { parentId: 'shape:loop' }),
      box('one', { parentId: 'shape:other' }),
      box('other', { parentId: 'shape:one' }),
      box('far', { x: 1e300 }),
      box('script', { props: { w: 10, h: 10, geo: 'rectangle', url: 'javascript:alert(1)', text: 'x' } }),
      box('proto', { type: '__proto__' }),
      { ...SHAPE, id: 'shape:deep', type: 'text', props: { w: 1, richText: 'DEEP' } },
      { ...SHAPE, id: 'shape:ink', type: 'draw', props: { segments: [{ type: 'free', path: '////fwAA' }] } },
      {
        ...SHAPE,
        id: 'shape:nan',
        type: 'draw',
        props: {
          segments: [
            {
              points: [
                { x: null, y: 'a' },
                { x: 1e300, y: 0 },
              ],
            },
          ],
        },
      },
    ]
    const { elements } = read(file(hostile).replace('"DEEP"', bottom + top))
    expect(elements.map(({ kind, link }) => ({ kind, link }))).toEqual([{ kind: 'shape', link: undefined }])
  })
})

describe('what was copied in tldraw', () => {
  const CONTENT = {
    shapes: [box('one', { parentId: 'page:any' })],
    assets: [],
    bindings: [],
    rootShapeIds: ['shape:one'],
  }
  const clip = (data: unknown) => JSON.stringify({ type: 'application/tldraw', kind: 'content', data })
  const html = (carried: string) => `<meta charset="utf-8"><div data-tldraw>${carried}</div>`
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

  it('[TLDR5] is read as its versions carry it: all of it packed, its shapes packed, or nothing', () => {
    const both = [PACKED, clip({ assets: [], otherCompressed: PACKED_CONTENT }), clip(PACKED_CONTENT), clip(CONTENT)]
    for (const carried of [...both, ...both.map(escaped)]) {
      const { elements } = readTldrawClipboard(html(carried), measureRoughly)
      expect(elements).toMatchObject([{ kind: 'shape', matrix: [100, 0, 0, 50, 0, 0] }])
    }
    const { elements } = readTldrawClipboard(html(PACKED), measureRoughly)
    expect(elements).toMatchObject([{ text: 'Größe 你好' }])
  })

  it('[TLDR5] rubbish is refused, and so is what would be too large when it is unpacked', () => {
    fc.assert(
      fc.property(fc.base64String({ maxLength: 200 }), fc.nat(PACKED.length - 20), (rubbish, at) => {
        for (const packed of [rubbish, PACKED.slice(0, at) + rubbish]) {
          decompressBase64(packed, 100_000)
          expect(() => readTldrawClipboard(html(packed), measureRoughly)).toThrow(BadFile)
        }
      }),
    )
    const length = decompressBase64(PACKED, 1_000)!.length
    expect(decompressBase64(PACKED, length)).toHaveLength(length)
    expect(() => decompressBase64(PACKED, length - 1)).toThrow('too large')
  })
})

/** Made by lz-string 1.5.0 of a rectangle with words, in what tldraw wraps around it and without. */
const PACKED =
  'N4IgLgngDgpiBcICGUoBsCWBjJYMHsA7AejDQBMAnJAdxABoQBrDQ8hELIsGQsBkOVxIEoAM4ALFDDEIA2qEiwAckgC2cRJOkCoSSrzABJdoj0BzGPCSEIA1uRgAPDkgCMAl/AAMjOz8ZKfDBcAkIEXxB8PSwMSAQ3RgxTEG1YeCI4RiVNEEt8XSCoWXhQOng3b0iJBABWSPyOAywQwnM0LM58NHxKDgAjNABXTqFJDipaATEMAC9ctQEAMww0NA5CTIEeJ35EAHFKADeAfZgAAkADeUBfTRAAXzuAXUYkMTEYMBK5Z5B+h1ZzF8fkFggBlKSwExfVIQqxbR4PIA'
const PACKED_CONTENT =
  'N4IgzgFghgDgpmEAuA2qALgT3gOSgWzmXGnhABoQYoAnOAO3QEkATY6gcziSnswpABLeizgAPYlACMAiUgAMlfgso0A9uijpBa+skUg11AMaCsyKZUFskJWN11FKWMra5qBMdTERJQAdwt5AwhkAFYDd2I6Y016DgAbJxBjNQS1GmIAIwSAV2SWKEhiFhooQMowQQAvIlt8AQAzQQSE4npHAXRxdGIAcRoAN4B9uAACQAN5QF9NEABfWYBdSiKwOHRfFCWQLOEWYQ4NrfUNAGVSOFYNu3gkToXZoA==='
