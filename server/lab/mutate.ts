import type { Random } from '#board/testing/random.ts'
import { bytesOf } from './tokens.ts'
import type { Token } from './tokens.ts'

/** Where numbers stop being what they were: one byte, two, 31 and 32 bits, the highest clock, doubles. */
const NUMBERS = [0, 1, 2, 127, 128, 16_383, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 40 + 1, 2 ** 53 - 1]
const STRINGS = [
  '',
  '/',
  'elements',
  'edits',
  'texts',
  'meta',
  'comments',
  '__proto__',
  'constructor',
  'nobody',
  '\u{10ffff}'.repeat(9),
]

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

const VALUES: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2n ** 60n,
  '',
  {},
  [],
  nested(40),
  new Uint8Array(3),
  JSON.parse('{"__proto__":{"a":1}}'),
  { id: 'aaaaaaaaaaaa' },
  { id: 'aaaaaaaaaaaa', kind: 'stroke', z: 'a0', matrix: [1, 0, 0, 1, Number.NaN, 0] },
  { id: 'aaaaaaaaaaaa', kind: 'unheard-of', z: 'a0', matrix: [1, 0, 0, 1, 0, 0] },
  { id: '__proto__', kind: 'rectangle', z: 'a0', matrix: [1, 0, 0, 1, 0, 0] },
]

/** Changes what a piece says, not what it means. */
function changed(token: Token, all: readonly Token[], random: Random): Token {
  if ('string' in token) return { ...token, string: random.pick(STRINGS) }
  if ('bytes' in token) return { ...token, bytes: new Uint8Array(random.int(9)) }
  if ('value' in token) return { ...token, value: random.pick(VALUES) }
  if (token.role === 'info') return { ...token, number: token.number ^ (1 << random.int(8)) }
  const choice = random.int(4)
  if (choice === 0) return { ...token, number: random.pick(NUMBERS) }
  if (choice === 1) return { ...token, number: Math.max(0, token.number + random.pick([-1, 1])) }
  // Somebody else's clock, length or name: what makes sense elsewhere.
  const like = all.filter((other): other is typeof token => other.role === token.role)
  return { ...token, number: random.pick(like).number }
}

type Mutation = (tokens: readonly Token[], other: readonly Token[], random: Random) => Uint8Array

const at = (tokens: readonly Token[], random: Random): number => random.int(tokens.length)

function withChanges(tokens: readonly Token[], changes: number, random: Random): Token[] {
  const copy = [...tokens]
  for (let n = 0; n < changes; n++) {
    const index = at(copy, random)
    copy[index] = changed(copy[index] as Token, tokens, random)
  }
  return copy
}

/** A few pieces from `from` on, of another update or the same. */
function some(tokens: readonly Token[], random: Random): readonly Token[] {
  const from = at(tokens, random)
  return tokens.slice(from, from + 1 + random.int(8))
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice()
  for (let n = 1 + random.int(3); n > 0; n--) copy[random.int(copy.length)] = random.int(256)
  return copy
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** Ways to spoil an update; the first ones, which keep its form, are the ones that get furthest. */
const MUTATIONS: readonly Mutation[] = [
  (tokens, _, random) => bytesOf(withChanges(tokens, 1, random)),
  (tokens, _, random) => bytesOf(withChanges(tokens, 1, random)),
  (tokens, _, random) => bytesOf(withChanges(tokens, 2, random)),
  (tokens, _, random) => bytesOf(withChanges(tokens, 5, random)),
  (tokens, _, random) => bytesOf(tokens, at(tokens, random)),
  (tokens, _, random) => bytesOf(tokens.toSpliced(at(tokens, random), random.int(4))),
  (tokens, other, random) => bytesOf(tokens.toSpliced(at(tokens, random), random.int(6), ...some(other, random))),
  (tokens, _, random) => bytesOf(tokens.toSpliced(at(tokens, random), 0, ...some(tokens, random))),
  (tokens, _, random) => flipped(bytesOf(tokens), random),
  (tokens, _, random) => {
    const bytes = bytesOf(tokens)
    return bytes.subarray(0, random.int(bytes.length))
  },
  (tokens, other) => joined(bytesOf(tokens), bytesOf(other)),
  (tokens) => bytesOf(tokens),
]

/** An update that somebody hostile or broken could send in place of `tokens`. */
export const mutated: Mutation = (tokens, other, random) => random.pick(MUTATIONS)(tokens, other, random)
