import { createPublicKey, createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'

/** A key with which a host, whose pages embed boards, signs who its users are. */
export interface HostKey {
  /** `kid` of the tokens that are signed with it. */
  readonly id: string
  /** Who signs: `iss` of the tokens. */
  readonly issuer: string
  /** The only algorithm that is taken with this key, whatever a token says. */
  readonly algorithm: 'EdDSA' | 'ES256' | 'HS256'
  readonly key: KeyObject
  /** The most that its tokens may give. */
  readonly most: Role
  /** The only boards that its tokens may name; `undefined`: any of this server. */
  readonly boards: readonly string[] | undefined
}

/** Of an HMAC key: as many as the hash has. */
const SECRET_BYTES = 32

const common = {
  kid: z.string().min(1).max(100),
  iss: z.string().min(1).max(200),
  role: z.enum(ROLES).default('edit'),
  boards: z.array(z.string()).optional(),
}

const jwk = z.discriminatedUnion('alg', [
  z.object({ ...common, alg: z.literal('EdDSA'), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
  z.object({
    ...common,
    alg: z.literal('ES256'),
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
  }),
  z.object({ ...common, alg: z.literal('HS256'), kty: z.literal('oct'), k: z.string() }),
])

const keySet = z.object({
  keys: z
    .array(
      z
        .looseObject({})
        .refine((key) => !('d' in key), 'is a private key: the server needs the public half only')
        .pipe(jwk),
    )
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'two keys have one kid'),
})

/**
 * Reads a JWK set (RFC 7517) whose keys also say who signs with them (`iss`), and if wanted the most that they may give (`role`, `edit` where it
 * is left out) and the boards that they are for (`boards`).
 * @throws {Error} what is wrong with it, without any of the keys
 */
export function readHostKeys(text: string): readonly HostKey[] {
  const parsed = keySet.safeParse(parseJson(text))
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '))
  return parsed.data.keys.map((key) => ({
    id: key.kid,
    issuer: key.iss,
    algorithm: key.alg,
    key: keyOf(key),
    most: key.role,
    boards: key.boards,
  }))
}

function keyOf(key: z.infer<typeof jwk>): KeyObject {
  if (key.alg === 'HS256') {
    const secret = Buffer.from(key.k, 'base64url')
    if (secret.length < SECRET_BYTES) throw new Error(`the secret of ${key.kid} has fewer than ${SECRET_BYTES} bytes`)
    return createSecretKey(secret)
  }
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' })
  } catch (error) {
    throw new Error(`the key ${key.kid} can not be read`, { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('is not JSON')
  }
}
