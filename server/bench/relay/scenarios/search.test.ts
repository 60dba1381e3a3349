import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ladder, largest } from './search.ts'

const SIZES = ladder(8, 181)

it('a search among sizes finds the largest that holds and the smallest that does not, in few steps', async () => {
  expect(SIZES).toEqual([8, 11, 16, 23, 32, 45, 64, 91, 128, 181])
  await fc.assert(
    fc.asyncProperty(fc.nat(SIZES.length), async (holding) => {
      const measured = new Set<number>()
      const measure = async (size: number): Promise<boolean> => {
        measured.add(size)
        return SIZES.indexOf(size) < holding
      }
      const { best, first } = await largest(SIZES, measure, (holds) => (holds ? 'holds' : 'fails'))
      expect([best?.size, first?.size]).toEqual([SIZES[holding - 1], SIZES[holding]])
      expect(measured.size).toBeLessThanOrEqual(4)
    }),
  )
})

it('what is unknown is tried three times, and what fails twice', async () => {
  const tries: number[] = []
  const measure = async (size: number): Promise<number> => tries.push(size)
  const late = await largest([1], measure, () => 'unknown')
  expect([late.best, late.first?.verdict, tries.length]).toEqual([undefined, 'unknown', 3])
  const { best } = await largest([1], measure, (nth) => (nth === 4 ? 'fails' : 'holds'))
  expect([best?.size, tries.length]).toEqual([1, 5])
})
