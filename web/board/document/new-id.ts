import { uint32 } from 'lib0/random'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CHARACTERS_PER_WORD = 5

/** A random id, 6 bits a character from the platform's secure source: 16 characters make 96 bits. */
export function newId(length = 16): string {
  let id = ''
  while (id.length < length) {
    let word = uint32()
    for (let i = 0; i < CHARACTERS_PER_WORD && id.length < length; i++) {
      id += ALPHABET[word & 63]
      word >>>= 6
    }
  }
  return id
}

const KEY_LENGTH = 8

/** A random key of letters and digits, 47 bits, for something within one element: people who add a row at once add two. */
export function newKey(): string {
  let key = ''
  while (key.length < KEY_LENGTH) key += newId(KEY_LENGTH).replaceAll(/[-_]/g, '')
  return key.slice(0, KEY_LENGTH)
}
