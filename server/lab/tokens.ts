import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What a piece of an update means: pieces of one role can stand for each other. */
export type Role =
  'count' | 'client' | 'clock' | 'info' | 'length' | 'key' | 'text' | 'any' | 'bytes' | 'type' | 'choice'

/** One piece of a V1 update. `any` holds a value as lib0 writes it. */
export type Token =
  | { readonly role: Exclude<Role, 'key' | 'text' | 'any' | 'bytes' | 'info'>; readonly number: number }
  | { readonly role: 'info'; readonly number: number }
  | { readonly role: 'key' | 'text'; readonly string: string }
  | { readonly role: 'any'; readonly value: unknown }
  | { readonly role: 'bytes'; readonly bytes: Uint8Array }

const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_SUB = 0x20
const GC = 0
const SKIP = 10

/** Takes a well-formed V1 update apart, as far as boards use the format. See Yjs, `UpdateDecoderV1`. */
export function tokensOf(update: Uint8Array): Token[] {
  const decoder = decoding.createDecoder(update)
  const tokens: Token[] = []
  const number = (role: 'count' | 'client' | 'clock' | 'length' | 'type' | 'choice'): number => {
    const value = decoding.readVarUint(decoder)
    tokens.push({ role, number: value })
    return value
  }
  for (let groups = number('count'); groups > 0; groups--) {
    const structs = number('count')
    number('client')
    number('clock')
    for (let struct = 0; struct < structs; struct++) readStruct(decoder, tokens, number)
  }
  for (let clients = number('count'); clients > 0; clients--) {
    number('client')
    for (let ranges = number('count'); ranges > 0; ranges--) {
      number('clock')
      number('length')
    }
  }
  return tokens
}

type ReadNumber = (role: 'client' | 'clock' | 'length' | 'type' | 'choice') => number

function readStruct(decoder: decoding.Decoder, tokens: Token[], number: ReadNumber): void {
  const info = decoding.readUint8(decoder)
  tokens.push({ role: 'info', number: info })
  const content = info & 31
  if (content === GC || content === SKIP) return void number('length')
  if ((info & HAS_ORIGIN) > 0) readId(number)
  if ((info & HAS_RIGHT_ORIGIN) > 0) readId(number)
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
    if (number('choice') === 1) tokens.push({ role: 'key', string: decoding.readVarString(decoder) })
    else readId(number)
    if ((info & HAS_SUB) > 0) tokens.push({ role: 'key', string: decoding.readVarString(decoder) })
  }
  readContent(content, decoder, tokens, number)
}

function readId(number: ReadNumber): void {
  number('client')
  number('clock')
}

function readContent(content: number, decoder: decoding.Decoder, tokens: Token[], number: ReadNumber): void {
  if (content === 1) number('length')
  else if (content === 3) tokens.push({ role: 'bytes', bytes: decoding.readVarUint8Array(decoder).slice() })
  else if (content === 4) tokens.push({ role: 'text', string: decoding.readVarString(decoder) })
  else if (content === 7) number('type')
  else if (content === 8) {
    for (let left = number('length'); left > 0; left--) tokens.push({ role: 'any', value: decoding.readAny(decoder) })
  } else throw new Error(`boards have no content ${content}`)
}

/** The same pieces as bytes; `padded`: the index of a number that is written longer than it has to be. */
export function bytesOf(tokens: readonly Token[], padded = -1): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const [index, token] of tokens.entries()) {
    if ('string' in token) encoding.writeVarString(encoder, token.string)
    else if ('bytes' in token) encoding.writeVarUint8Array(encoder, token.bytes)
    else if ('value' in token) encoding.writeAny(encoder, token.value as never)
    else if (token.role === 'info') encoding.writeUint8(encoder, token.number)
    else writeNumber(encoder, token.number, index === padded)
  }
  return encoding.toUint8Array(encoder)
}

function writeNumber(encoder: encoding.Encoder, number: number, isPadded: boolean): void {
  if (!isPadded) return encoding.writeVarUint(encoder, number)
  let rest = number
  for (; rest > 127; rest = Math.floor(rest / 128)) encoding.writeUint8(encoder, (rest % 128) | 128)
  encoding.writeUint8(encoder, rest | 128)
  encoding.writeUint8(encoder, 0)
}
