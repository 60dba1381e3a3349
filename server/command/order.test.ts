import { expect, it } from 'vitest'
import { pictureQuery } from '../http/picture-query.ts'
import { Misunderstood, orderIn } from './order.ts'
import { takenBy } from './taken.ts'

const ORDER = ['render', 'board.json', '-o', 'board.png']

it.each([
  [['--width', 'abc'], '--width takes a whole number from 1 to 8192, not "abc"'],
  [['--width', '1e99'], '--width takes a whole number from 1 to 8192, not "1e99"'],
  [['--height='], '--height takes a whole number from 1 to 8192, not ""'],
  [['--scale', '100'], '--scale takes a number from 0.01 to 16, not "100"'],
  [['--padding=-1'], '--padding takes a number from 0 to 10000, not "-1"'],
  [['--viewport', '1,2,x,y'], '--viewport takes x,y,width,height, not "1,2,x,y"'],
  [['--theme', 'blue'], '--theme takes light or dark, not "blue"'],
  [['--version', 'last week'], 'a time, not "last week"'],
  [['--width', 'x', '--text', 'y'], 'not "x"; --text takes fonts or paths, not "y"'],
])('[SHELL7] a value that makes no sense is said with its option and what that takes: %j', (options, said) => {
  expect(() => orderIn([...ORDER, ...options])).toThrow(Misunderstood)
  expect(() => orderIn([...ORDER, ...options])).toThrow(said)
})

it('[SHELL7] what every option takes is known', () => {
  const flags = new Set(['transparent', 'download'])
  const options = Object.keys(pictureQuery.shape).filter((name) => !flags.has(name))
  for (const name of options) expect([name, takenBy(name)]).not.toEqual([name, expect.stringContaining('undefined')])
})
