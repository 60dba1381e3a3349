import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWTPayload } from 'jose'
import { randomBytes } from 'node:crypto'

/** Whom the tokens of tests are for. */
export const AUDIENCE = 'https://boards.example.org'

/** A site that embeds boards, with a key of its own. */
export interface TestHost {
  /** For the server's `HOST_KEYS`. */
  readonly jwk: Readonly<Record<string, unknown>>
  /** A token for a board; `said` changes what is in it, `header` what is said about it. */
  sign(board: string, said?: JWTPayload, header?: object): Promise<string>
}

/** @param more members of the key, as `role` */
export async function testHost(
  algorithm: 'EdDSA' | 'ES256' | 'HS256',
  more: Readonly<Record<string, unknown>> = {},
): Promise<TestHost> {
  const kid = `school-${algorithm}`
  const issuer = 'https://school.example'
  const { key, jwk } = await keyOf(algorithm)
  return {
    jwk: { ...jwk, kid, alg: algorithm, iss: issuer, ...more },
    sign: (board, said = {}, header = {}) =>
      new SignJWT({ board, role: 'edit', name: 'Ada Lovelace', sub: 'ada', iss: issuer, aud: AUDIENCE, ...said })
        .setProtectedHeader({ alg: algorithm, kid, ...header })
        .setExpirationTime(said.exp ?? '1h')
        .sign(key),
  }
}

async function keyOf(algorithm: 'EdDSA' | 'ES256' | 'HS256'): Promise<{ key: CryptoKey | Uint8Array; jwk: object }> {
  if (algorithm === 'HS256') {
    const key = randomBytes(32)
    return { key, jwk: { kty: 'oct', k: key.toString('base64url') } }
  }
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return { key: privateKey, jwk: await exportJWK(publicKey) }
}
