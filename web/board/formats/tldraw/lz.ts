import { BadFile } from '../../document/board-file.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='

/**
 * What lz-string wrote as base64 (https://pieroxy.net/blog/pages/lz-string/index.html): LZ78 over UTF-16, 6 bits a letter, low bit
 * of each value first. Undefined for what it has not written.
 * @throws {BadFile} when it would be longer than `longest` UTF-16 units: a few letters can say a great deal
 */
export function decompressBase64(packed: string, longest: number): string | undefined {
  const read = bitsOf(packed)
  const letter = (kind: number): string => String.fromCharCode(read(kind === 0 ? 8 : 16))
  const first = read(2)
  if (first > 1) return first === 2 ? '' : undefined
  let previous = letter(first)
  const words: string[] = ['', '', '', previous]
  const said = [previous]
  let [length, width] = [previous.length, 3]
  // How many words there may be before a value takes a bit more.
  let room = 4
  for (;;) {
    let code = read(width)
    if (code === 2) return said.join('')
    if (code < 0) return undefined
    if (code < 2) {
      words.push(letter(code))
      code = words.length - 1
      room -= 1
      if (room === 0) room = 2 ** width++
    }
    const word = words[code] ?? (code === words.length ? previous + previous.charAt(0) : undefined)
    if (word === undefined || word === '') return undefined
    length += word.length
    if (length > longest) throw new BadFile('too-large', 'it is too large when it is unpacked')
    said.push(word)
    words.push(previous + word.charAt(0))
    room -= 1
    if (room === 0) room = 2 ** width++
    previous = word
  }
}

/** Reads so many bits; -1 behind the end. */
function bitsOf(packed: string): (count: number) => number {
  let [at, left, bits] = [0, 0, 0]
  return (count) => {
    let value = 0
    for (let i = 0; i < count; i++) {
      if (left === 0) {
        bits = LETTERS.indexOf(packed.charAt(at++))
        if (at > packed.length || bits < 0) return -1
        left = 6
      }
      left -= 1
      value |= ((bits >> left) & 1) << i
    }
    return value
  }
}
