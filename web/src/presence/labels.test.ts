import { expect, it } from 'vitest'
import { settleLabels, type Label } from './labels.ts'

const labelAt = (x: number, y: number, rest: Partial<Label> = {}): Label => ({
  x,
  y,
  width: 100,
  height: 22,
  rank: 0,
  shown: true,
  ...rest,
})

/** Which of the labels are shown, in the order in which they were given. */
function shown(...labels: Label[]): readonly boolean[] {
  settleLabels([...labels])
  return labels.map((label) => label.shown)
}

it('[PEER14] names that have room are shown, and of those that would cover each other one', () => {
  expect(shown(labelAt(0, 0), labelAt(0, 30), labelAt(110, 0))).toEqual([true, true, true])
  expect(shown(labelAt(0, 0), labelAt(-60, 10), labelAt(-20, -10))).toEqual([true, false, false])
  // Who is hidden is in nobody's way.
  expect(shown(labelAt(0, 0), labelAt(90, 0), labelAt(180, 0))).toEqual([true, false, true])
})

it('[PEER14] who rests gives way to who moves, and everybody to who says something', () => {
  expect(shown(labelAt(0, 0), labelAt(20, 5, { rank: 1 }))).toEqual([false, true])
  const speaks = { rank: 2, height: 60 }
  expect(shown(labelAt(0, 40, { rank: 1 }), labelAt(0, 0, speaks))).toEqual([false, true])
  expect(shown(labelAt(0, 0, speaks), labelAt(0, 10, speaks))).toEqual([true, true])
})

it('[PEER14] who has a name beside them keeps it from one frame to the next, and one comes back only where it has room to spare', () => {
  const [ada, ben] = [labelAt(0, 0), labelAt(-60, 10, { shown: false })]
  expect(shown(ben, ada)).toEqual([false, true])
  ben.y = 24
  expect(shown(ben, ada)).toEqual([false, true])
  ben.y = 30
  expect(shown(ben, ada)).toEqual([true, true])
  ben.y = 24
  expect(shown(ben, ada)).toEqual([true, true])
})
