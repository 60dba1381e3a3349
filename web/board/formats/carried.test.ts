import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TINY_PNG } from '../testing/pictures.ts'
import { boardInPng, boardInSvg, carriedByPng, carriedBySvg } from './carried.ts'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n<path d="M0 0"/></svg>\n'

it('[OUT6] a board comes out of a picture as it went in, and nothing comes out of what carries none', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (board) => {
      const text = JSON.stringify(board)
      expect(boardInPng(carriedByPng(TINY_PNG, text))).toBe(text)
      expect(JSON.stringify(JSON.parse(boardInSvg(carriedBySvg(SVG, text))!))).toBe(text)
    }),
  )
  expect(boardInPng(TINY_PNG)).toBeUndefined()
  expect(boardInSvg(SVG)).toBeUndefined()
})

it('[OUT6] rubbish in a picture makes nothing fail', () => {
  const whole = carriedByPng(TINY_PNG, '{"a":1}')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
      const broken = whole.slice(0, length)
      if (at < length) broken[at] = byte
      boardInPng(broken)
    }),
  )
})
