import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flatten } from '../../geometry/flatten.ts'
import { parsePathData } from '../../geometry/path-data.ts'
import { svgPathData } from '../../geometry/svg-path-data.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import { measureRoughly } from '../../testing/measure.ts'
import { givenText } from '../format.ts'
import { readGiven } from '../index.ts'
import house from '../testing/files/house.svg?raw'

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`
const read = (text: string, way = '') => readGiven(givenText(text, 'a.svg'), measureRoughly, way)

describe('an SVG', () => {
  it('[SVGI1] becomes elements of the same place and look', async () => {
    const { elements, title } = await read(house)
    expect(title).toBe('House')
    const [grass, wall, roof, window, , door, crown] = elements
    // Twice as large as its own units.
    expect(grass).toMatchObject({ kind: 'shape', matrix: [800, 0, 0, 120, 0, 480], fill: '#27ae60' })
    expect(wall).toMatchObject({ matrix: [280, 0, 0, 240, 200, 240], radius: 12, width: 4, opacity: 0.9 })
    expect(roof).toMatchObject({ kind: 'stroke', inside: '#c0392b', color: 'ink', matrix: [1, 0, 0, 1, 340, 170] })
    expect(window).toMatchObject({ fill: '#87ceeb', groups: wall!['groups'] })
    expect(door).toMatchObject({ kind: 'stroke', inside: '#8b4513' })
    expect(crown).toMatchObject({ shape: 'ellipse', fill: '#008000', matrix: [80, 0, 0, 80, 600, 320] })
    const words = elements.find(({ kind }) => kind === 'text')
    expect(words).toMatchObject({ text: 'A house & tree', font: 'serif', bold: true, align: 'center', size: 20 })
    const dashed = elements.find(({ dash }) => dash === 'dashed')
    expect(dashed).toMatchObject({ kind: 'line', color: '#800080' })
  })

  it('[SVGI2] runs nothing, asks for nothing, and says what does not come', async () => {
    const { elements, left, pictures } = await read(house)
    expect(Object.fromEntries(left)).toEqual({
      programmes: 1,
      'pages within the picture': 1,
      'gradients and patterns: they come in one colour': 1,
      'pictures that are kept elsewhere': 1,
      'links to what no board can lead to': 1,
    })
    expect(JSON.stringify(elements)).not.toMatch(/javascript|evil/)
    expect(pictures.size).toBe(0)
    const nested = await read(svg('<use href="#a"/><g id="a"><use href="#a"/><rect width="9" height="9"/></g>'))
    expect(nested.left.get('what is kept outside of the picture')).toBeGreaterThan(0)
    const png = 'data:image/png;base64,iVBORw0KGgo='
    const shown = await read(svg(`<image href="${png}" width="4" height="2"/>`))
    expect([...shown.pictures.values()]).toEqual([png])
  })

  it(
    '[SVGI3] is refused when it has entities of its own, too many parts, or is too deep',
    { timeout: 60_000 },
    async () => {
      const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('<text>&b;</text>')}`
      await expect(read(bomb)).rejects.toMatchObject({ code: 'not-valid' })
      await expect(read(svg('<text>&b;</text>'))).rejects.toMatchObject({ code: 'unreadable' })
      const deep = (levels: number) =>
        svg(`${'<g>'.repeat(levels)}<rect width="1" height="1"/>${'</g>'.repeat(levels)}`)
      expect((await read(deep(198))).elements).toHaveLength(1)
      await expect(read(deep(199))).rejects.toMatchObject({ code: 'too-deep' })
      const many = (count: number) => svg('<rect width="0" height="1"/>'.repeat(count))
      await expect(read(many(IMPORT_LIMITS.svgParts))).rejects.toMatchObject({ code: 'too-large' })
      await expect(read(svg('<g/>'))).rejects.toMatchObject({ code: 'empty' })
      // Each of those uses ten of the next.
      const uses = [0, 1, 2, 3, 4, 5].map((i) => `<g id="a${i}">${`<use href="#a${i + 1}"/>`.repeat(10)}</g>`).join('')
      await expect(read(svg(`${uses}<rect id="a6" width="1" height="1"/>`))).rejects.toMatchObject({
        code: 'too-large',
      })
    },
  )

  it('[SVGI4] can come as one picture', async () => {
    const { elements, pictures, ways } = await read(house, 'picture')
    expect(ways.map(({ id }) => id)).toEqual(['elements', 'picture'])
    expect(elements).toMatchObject([{ kind: 'image', matrix: [800, 0, 0, 600, 0, 0] }])
    expect(decodeURIComponent([...pictures.values()][0]!)).toBe(`data:image/svg+xml,${house}`)
  })
})

describe('path data', () => {
  const ends = (data: string) =>
    flatten(parsePathData(data)).map((line) => Array.from(line.slice(-2), (n) => Math.round(n * 100) / 100 || 0))

  it('[SVGI5] is understood with relative commands, smooth curves, and flags that touch', () => {
    expect(svgPathData(parsePathData('m10 10 20 0v5h-5z l1-1'))).toBe('M10 10l20 0 0 5-5 0zl1-1')
    expect(svgPathData(parsePathData('M0,0C1,2 3,4 5,6S9,10 11,12'))).toBe('M0 0c1 2 3 4 5 6 2 2 4 4 6 6')
    expect(svgPathData(parsePathData('M0 0Q5 5 10 0t10 0.5.5'))).toBe('M0 0q5 5 10 0 5-5 10 .5')
    expect(ends('M0 0a5 5 0 0110 0')).toEqual([[10, 0]])
    expect(ends('M0 0A5 5 0 1 1 10 0 M3 3')).toEqual([
      [10, 0],
      [3, 3],
    ])
    expect(() => parsePathData('M0 0X')).toThrow(TypeError)
  })

  it('[SVGI5] arcs stay on their ellipse', () => {
    const radius = fc.integer({ min: 5, max: 50 })
    fc.assert(
      fc.property(radius, fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.boolean(), (r, half, large, sweep) => {
        const [line] = flatten(
          parsePathData(`M${-half / 2} 0A${r} ${r} 0 ${Number(large)} ${Number(sweep)} ${half / 2} 0`),
        )
        const away = Math.sqrt(Math.max(0, r * r - (half / 2) ** 2)) * (large === sweep ? -1 : 1)
        for (let i = 0; i < line!.length; i += 2) expect(Math.hypot(line![i]!, line![i + 1]! - away)).toBeCloseTo(r, 1)
      }),
    )
  })
})
