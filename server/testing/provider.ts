import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import type { OpenIdSettings } from '../access/open-id.ts'

/** Claims of the people whom the provider knows, by what they log in with. */
export type ProvidersPeople = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface TestProvider {
  readonly issuer: string
  /** As our server is configured for it. */
  readonly settings: OpenIdSettings
  /** Whether it answers. */
  isThere: boolean
  close(): void
}

const CLIENT = { id: 'drawbridge', secret: 'a-secret-of-tests-that-is-long-enough' }

/** A real provider of logins: whoever tells it a name that it knows is logged in. @param home where our server is, for people */
export async function startProvider(home: string, people: ProvidersPeople): Promise<TestProvider> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const serve = await serving(issuer, home, people)
  const provider: TestProvider = {
    isThere: true,
    issuer,
    settings: {
      issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      scopes: 'openid profile email groups',
      emailDomains: [],
      requiredClaim: undefined,
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  server.on('request', (request, response) => {
    if (provider.isThere) serve(request, response)
    else request.socket.destroy()
  })
  return provider
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void

async function serving(issuer: string, home: string, people: ProvidersPeople): Promise<Serve> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['tests'] },
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${home}/login/return`],
        post_logout_redirect_uris: [`${home}/`],
      },
    ],
    pkce: { required: () => true, methods: ['S256'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: { body: unknown }, form: string) => {
          context.body = `<!doctype html><title>Log out</title>${form}
<button form="op.logoutForm" name="logout" value="yes">Log out at the provider</button>`
        },
      },
    },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Grant: 3_600,
      IdToken: 3_600,
      Interaction: 3_600,
      Session: 3_600,
    },
  })
  const answer = provider.callback()
  return (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, people, request, response)
    else answer(request, response)
  }
}

/** The page on which somebody says who they are. What they are asked to agree to besides, they agree to. */
async function interact(
  provider: Provider,
  people: ProvidersPeople,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'consent') {
    const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id })
    grant.addOIDCScope('openid profile email groups')
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  }
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<!doctype html><title>Log in</title><h1>Log in at the provider</h1><form method="post">
<label>Name <input name="name" autofocus></label> <button>Log in</button> <button name="no" value="1">No</button></form>`)
    return undefined
  }
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += String(part)
  const said = new URLSearchParams(body)
  const name = said.get('name') ?? ''
  const refusal = { error: 'access_denied', error_description: 'nobody wants to' }
  const isKnown = !said.has('no') && Object.hasOwn(people, name)
  return provider.interactionFinished(request, response, isKnown ? { login: { accountId: name } } : refusal)
}
