import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Role } from '#board/protocol.ts'

/** 144 random bits, written so that base64 has nothing to pad. */
const SECRET_BYTES = 18

/** Twelve characters. */
export const newLinkId = (): string => randomBytes(9).toString('base64url')

/**
 * A link's secret. Its first letter says which role it was made for, so that a page knows what to load, and the next twelve are the link's id, so that whoever
 * holds several knows which is which. The server looks at neither.
 */
export const newSecret = (role: Role, id: string): string =>
  `${role.charAt(0)}${id}${randomBytes(SECRET_BYTES).toString('base64url')}`

/** A secret that a page has made, so that it can ask again without making another: the role's letter, twelve characters, and at least as many random bits as ours. */
export const SECRET_SHAPE = /^[oecv][\w-]{36,60}$/

export const linkIdOf = (secret: string): string => secret.slice(1, 13)

/** What is kept of a secret. It has more than 128 random bits, so nobody finds it by trying: a plain hash is enough. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** In a time that doesn't tell how much is the same. */
export function isSame(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)]
  return first.length === second.length && timingSafeEqual(first, second)
}

/** RFC 7914; 32 MiB and some 80 ms a try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const
const KEY_BYTES = 32
const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt)

/** `scrypt$<salt>$<key>`. Off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password.normalize(), salt, KEY_BYTES, COST)
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, salt = '', key = ''] = hash.split('$')
  const tried = await derive(password.normalize(), Buffer.from(salt, 'base64url'), KEY_BYTES, COST)
  return isSame(tried.toString('base64url'), key)
}
