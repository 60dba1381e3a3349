import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../limits.ts'
import { measureRoughly } from '../../testing/measure.ts'
import { givenText } from '../format.ts'
import { readGiven } from '../index.ts'
import { numberOf, rowsOf, separatorOf } from './cells.ts'
import { ticksOf } from './ticks.ts'

const read = (text: string, way = '', name = 'a.csv') => readGiven(givenText(text, name), measureRoughly, way)
const cellsOf = (rows: readonly (readonly string[])[], separator: string): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n')

const QUARTERS = 'Quarter;North;South\nQ1;12,5;9\nQ2;18;-4\n"Q3; ""late""";7;16\n'

describe('comma separated values', () => {
  it('[CSV1] say what was written, whatever is in a field and whatever separates them', () => {
    const row = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (rows, separator) => {
          expect(rowsOf(cellsOf(rows, separator), separator, 100)).toEqual(rows)
        },
      ),
    )
    expect(rowsOf('a,b\n"c\nd",\n', ',', 10)).toEqual([
      ['a', 'b'],
      ['c\nd', ''],
    ])
    expect(rowsOf('\ufeffa,"b"c,"d', ',', 10)).toEqual([['a', 'bc', 'd']])
    expect([QUARTERS, 'a,b\n1,2', 'a\tb, c\n1\t2, 3', 'one word'].map(separatorOf)).toEqual([';', ',', '\t', undefined])
  })

  it('[CSV2] become a table, as large as tables are', async () => {
    const { elements, left } = await read(QUARTERS)
    expect(elements).toHaveLength(1)
    expect(elements[0]).toMatchObject({ kind: 'table', header: true })
    expect(Object.values(elements[0]!.texts!)).toContain('Q3; "late"')
    expect(left.size).toBe(0)
    const wide = `${Array.from({ length: LIMITS.tableColumns + 1 }, (_, i) => i).join(',')}\n`
    const many = await read(wide.repeat(LIMITS.tableRows + 2))
    expect([...many.left]).toEqual([
      [`rows beyond the first ${LIMITS.tableRows}`, 2],
      [`columns beyond the first ${LIMITS.tableColumns}`, 1],
    ])
  })

  it('[CSV3] become charts of shapes, lines and words in one group', async () => {
    for (const way of ['bars', 'lines', 'pie']) {
      const { elements } = await read(QUARTERS, way)
      const texts = elements.map(({ text }) => text)
      for (const word of ['North', 'South']) expect(texts.includes(word)).toBe(way !== 'pie')
      expect(texts.some((text) => text?.startsWith('Q1'))).toBe(true)
      expect(new Set(elements.map(({ groups }) => String(groups))).size).toBe(1)
    }
    const bars = (await read(QUARTERS, 'bars')).elements.filter(({ kind, text }) => kind === 'shape' && !text)
    // Two series of three, and a legend of two.
    expect(bars).toHaveLength(8)
    await expect(read('a,b\nc,d', 'bars')).rejects.toMatchObject({ code: 'not-valid' })
    await expect(read('a,b\nc,-1', 'pie')).rejects.toMatchObject({ code: 'not-valid' })
    await expect(read('\n \n,,\n')).rejects.toMatchObject({ code: 'empty' })
  })

  it('[CSV3] axes begin at nothing, end beyond the values, and have few and round steps', () => {
    fc.assert(
      fc.property(
        fc.array(
          // Nothing at all, or something that is not next to nothing.
          fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => (Math.abs(value) > 1e-9 ? value : 0)),
          { minLength: 1, maxLength: 9 },
        ),
        (values) => {
          const ticks = ticksOf(values)
          expect(ticks.length).toBeGreaterThan(1)
          expect(ticks.length).toBeLessThan(10)
          expect(ticks[0]!).toBeLessThanOrEqual(Math.min(0, ...values))
          expect(ticks.at(-1)!).toBeGreaterThanOrEqual(Math.max(0, ...values))
        },
      ),
    )
    const written = ['1234.5', '1,234.5', '1.234,5', '12 %', '€ 3', '-0,5', '1e3', 'x', '', '1-2', 'Infinity', '0x10']
    expect(written.map(numberOf)).toEqual([1234.5, 1234.5, 1234.5, 12, 3, -0.5, 1000, ...Array(5).fill(NaN)])
  })
})
