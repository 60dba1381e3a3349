import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { parseName } from '#board/presence.ts'
import type { Shown } from './logins.ts'

/** A provider of logins (OpenID Connect Core 1.0), and what it must say of somebody. */
export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  /** `undefined`: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined
  readonly scopes: string
  /** Domains of e-mail addresses, verified by the provider, that may log in; none: all. */
  readonly emailDomains: readonly string[]
  /** A claim that must have this value, or hold it among others; `undefined`: none must. */
  readonly requiredClaim: { readonly name: string; readonly value: string } | undefined
}

/** What a browser takes along when it is sent to the provider, and brings back. */
export interface Way {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Why nobody was logged in. `silence`: the provider does not answer; `refused`: it, or the person, said no; `stale`: the way back fits no way there, or was gone already; `stranger`: it is somebody else whom it knows. */
export type LoginFailure = 'silence' | 'refused' | 'stale' | 'stranger'

export class LoginError extends Error {
  readonly why: LoginFailure
  constructor(why: LoginFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LoginError'
    this.why = why
  }
}

type Claims = Readonly<Record<string, unknown>>

const TIMEOUT_SECONDS = 10

/** Logs people in at a provider: authorization code, PKCE, state and nonce. */
export class OpenId {
  readonly #settings: OpenIdSettings
  readonly #redirectUri: string
  readonly #home: string
  #provider: Promise<client.Configuration> | undefined

  /** @param publicUrl under which people reach us, without a slash at its end */
  constructor(settings: OpenIdSettings, publicUrl: string) {
    this.#settings = settings
    this.#redirectUri = `${publicUrl}/login/return`
    this.#home = `${publicUrl}/`
  }

  /** Where to send somebody who wants to log in. @throws {LoginError} */
  async begin(): Promise<{ readonly url: URL; readonly way: Way }> {
    const provider = await this.#discovered()
    const way = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#redirectUri,
      scope: this.#settings.scopes,
      state: way.state,
      nonce: way.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: 'S256',
    })
    return { url, way }
  }

  /** Who came back. @param query of the address that they came back to, with its question mark @throws {LoginError} */
  async finish(query: string, { state, nonce, verifier }: Way): Promise<Shown> {
    const provider = await this.#discovered()
    try {
      const tokens = await client.authorizationCodeGrant(provider, new URL(this.#redirectUri + query), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const said = tokens.claims() as Claims & { readonly sub: string; readonly iss: string }
      const more = provider.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(provider, tokens.access_token, said.sub)
        : {}
      const claims: Claims = { ...more, ...said }
      this.#admit(claims)
      return { account: { id: accountId(said), name: nameIn(claims) }, idToken: tokens.id_token }
    } catch (error) {
      throw failureOf(error)
    }
  }

  /** Where they log out of the provider, too; `undefined`: it has no such place, or can't be asked. */
  async logoutUrl(idToken: string | undefined): Promise<URL | undefined> {
    try {
      const provider = await this.#discovered()
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined
      const hint = idToken === undefined ? {} : { id_token_hint: idToken }
      return client.buildEndSessionUrl(provider, { post_logout_redirect_uri: this.#home, ...hint })
    } catch {
      return undefined
    }
  }

  #admit(claims: Claims): void {
    const { emailDomains, requiredClaim } = this.#settings
    if (emailDomains.length > 0 && !emailDomains.includes(domainIn(claims) ?? ''))
      throw new LoginError('stranger', 'the e-mail address is of no domain that may log in, or is not verified')
    if (requiredClaim === undefined) return
    const said = claims[requiredClaim.name]
    const values: readonly unknown[] = Array.isArray(said) ? said : [said]
    if (!values.some((value) => isText(value, requiredClaim.value)))
      throw new LoginError('stranger', `the claim ${requiredClaim.name} is not what it must be`)
  }

  /** What the provider says of itself: asked once, and again as long as it doesn't answer. */
  #discovered(): Promise<client.Configuration> {
    return (this.#provider ??= this.#discover().catch((error: unknown) => {
      this.#provider = undefined
      throw new LoginError('silence', 'the provider does not answer', { cause: error })
    }))
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    const isPlain = issuer.startsWith('http:')
    const secret = clientSecret === undefined ? client.None() : authenticated(clientSecret)
    return client.discovery(new URL(issuer), clientId, undefined, secret, {
      timeout: TIMEOUT_SECONDS,
      // That a token comes over TLS from the provider itself would do; its signature is looked at all the same.
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    })
  }
}

/** Numbers and truth are written as JSON has them. */
const isText = (value: unknown, text: string): boolean =>
  typeof value === 'string' ? value === text : JSON.stringify(value) === text

/** As the provider takes secrets: in a header, which is what it must be able to (RFC 6749, section 2.3.1), or else in the form. */
function authenticated(secret: string): client.ClientAuth {
  const [basic, form] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const auth = methods.includes('client_secret_basic') ? basic : form
    auth(server, ...rest)
  }
}

/** Of one length, whatever the provider calls people. */
const accountId = ({ iss, sub }: { readonly iss: string; readonly sub: string }): string =>
  `oidc:${createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('base64url')}`

const nameIn = ({ name, preferred_username: called, email }: Claims): string =>
  parseName([name, called, email].find((said) => typeof said === 'string' && said.trim() !== ''))

function domainIn({ email, email_verified: isVerified }: Claims): string | undefined {
  if (typeof email !== 'string' || isVerified !== true) return undefined
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

function failureOf(error: unknown): LoginError {
  if (error instanceof LoginError) return error
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof client.AuthorizationResponseError) return new LoginError('refused', said, { cause: error })
  return new LoginError(isStale(error) ? 'stale' : 'silence', said, { cause: error })
}

/** Is it what came back that doesn't fit, rather than what the provider answers? */
function isStale(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.error === 'invalid_grant'
  const code = error instanceof client.ClientError ? error.code : undefined
  return code === 'OAUTH_INVALID_RESPONSE' || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'
}
