import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measureRoughly } from '../testing/measure.ts'
import { plain, type MeasureText } from './fonts.ts'
import { rememberWidths } from './remembered-widths.ts'
import { fitText } from './text-layout.ts'

const STYLE = { ...plain('sans'), size: 28, align: 'center' } as const

/** A host that says what it was asked. */
function host(widthOf: MeasureText = measureRoughly) {
  const asked: string[] = []
  const measure: MeasureText = (text, face, size) => {
    asked.push(text)
    return widthOf(text, face, size)
  }
  return { asked, ...rememberWidths(measure) }
}

it('[TEXT9] a line is measured once, whatever sizes are tried', () => {
  const { asked, measure } = host()
  const words = 'as large as letters fit on a note that is small'
  const { size } = fitText(words, STYLE, { width: 90, height: 70 }, measure)
  expect(size).toBeLessThan(STYLE.size)
  expect(asked).toEqual([...new Set(asked)])
  fitText(words, STYLE, { width: 90, height: 70 }, measure)
  expect(asked).toEqual([...new Set(asked)])
})

it('[TEXT9] a line is as wide as the host says, in any order of sizes', () => {
  const size = fc.double({ min: 1, max: 500, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 9 }), size), { maxLength: 20 }), (lines) => {
      const { measure } = host()
      for (const [text, size] of lines) {
        const width = measureRoughly(text, STYLE, size)
        expect(Math.abs(measure(text, STYLE, size) - width)).toBeLessThanOrEqual(1e-9 * width)
      }
    }),
  )
})

it('[TEXT9] faces have widths of their own, and so have other fonts that arrive', () => {
  let factor = 1
  const { measure, forget } = host((text, face, size) => factor * measureRoughly(text, face, size))
  const [sans, bold] = [plain('sans'), { ...plain('sans'), bold: true }]
  expect(measure('word', bold, 10)).toBeGreaterThan(measure('word', sans, 10))
  factor = 2
  expect(measure('word', sans, 10)).toBeCloseTo(measureRoughly('word', sans, 10))
  forget()
  expect(measure('word', sans, 10)).toBeCloseTo(2 * measureRoughly('word', sans, 10))
})

it('[TEXT9] what is remembered has a bound', () => {
  const { asked, measure } = host()
  const line = (at: number) => `${at} ${'long '.repeat(2_000)}`
  const measureAll = () => Array.from({ length: 100 }, (_, at) => measure(line(at), STYLE, 10))
  measureAll()
  expect(asked).toHaveLength(100)
  measure(line(99), STYLE, 10)
  expect(asked).toHaveLength(100)
  measureAll()
  expect(asked.length).toBeGreaterThan(150)
})
