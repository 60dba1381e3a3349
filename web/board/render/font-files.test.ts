import { expect, it } from 'vitest'
import { IDENTITY } from '../geometry/matrix.ts'
import type { DisplayItem } from './display-item.ts'
import { plain, type Face } from './fonts.ts'
import { faceOf, familiesOf, filesToEmbed, parseUnicodeRange } from './font-files.ts'

const text = (content: string, face: Partial<Face> = {}): DisplayItem => ({
  type: 'text',
  lines: [{ text: content, x: 0, baseline: 0 }],
  ...plain('hand'),
  ...face,
  size: 20,
  color: 'ink',
  opacity: 1,
  matrix: IDENTITY,
})

const PLAIN = { bold: false, italic: false }
const LATIN = { family: 'Shantell Sans', ...PLAIN, ranges: parseUnicodeRange('U+0-FF') }
const BOLD = { ...LATIN, bold: true }
const SLANTED = { ...LATIN, italic: true }
const CJK = { family: 'LXGW WenKai Lite', ...PLAIN, ranges: parseUnicodeRange('U+4E00-9FFF') }
const CJK_LATIN = { family: 'LXGW WenKai Lite', ...PLAIN, ranges: parseUnicodeRange('U+0-7F') }
const EMOJI = { family: 'Noto Color Emoji', ...PLAIN, ranges: undefined }
const OTHER = { family: 'Inter', ...PLAIN, ranges: undefined }
const FILES = [CJK_LATIN, CJK, BOLD, LATIN, EMOJI, OTHER]

it('[EXP6] a document carries the first file of the family list for each character, and no other', () => {
  expect(filesToEmbed([text('bridge')], FILES)).toEqual([LATIN])
  expect(filesToEmbed([text('bridge 橋')], FILES)).toEqual([LATIN, CJK])
  expect(filesToEmbed([text('')], FILES)).toEqual([])
})

it('[EXP9] a word that is bold or italic is drawn with the files of that face, where its family has some', () => {
  expect(filesToEmbed([text('bridge 橋', { bold: true })], FILES)).toEqual([BOLD, CJK])
  expect(filesToEmbed([text('bridge', { italic: true })], FILES)).toEqual([LATIN])
  expect(filesToEmbed([text('bridge', { bold: true, italic: true })], FILES)).toEqual([BOLD])
  expect(filesToEmbed([text('bridge', { bold: true, italic: true })], [...FILES, SLANTED])).toEqual([SLANTED])
  expect(faceOf('700', 'italic')).toEqual({ bold: true, italic: true })
  expect(faceOf('600', 'normal')).toBeUndefined()
})

it('[EXP7] emoji are left to the reader’s own font', () => {
  expect(filesToEmbed([text('🌉')], FILES)).toEqual([])
})

it('[EXP8] ranges and family lists are read as CSS writes them', () => {
  expect(parseUnicodeRange('U+30-39, u+4??,U+1F600')).toEqual([
    [0x30, 0x39],
    [0x400, 0x4ff],
    [0x1f600, 0x1f600],
  ])
  expect(familiesOf("'Shantell Sans', Inter, cursive")).toEqual(['Shantell Sans', 'Inter', 'cursive'])
})
