import { z } from 'zod'
import type { OpenIdSettings } from './access/open-id.ts'
import type { WhoMakes } from './access/makers.ts'

const words = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/

const issuer = z
  .string()
  .refine(
    (text) => URL.canParse(text) && (text.startsWith('https://') || LOOPBACK.test(text)),
    'must be an address that begins with https://',
  )

const claim = z
  .string()
  .regex(/^[^=\s]+=.+$/, 'must be a claim and its value, as groups=staff')
  .transform((text) => ({ name: text.slice(0, text.indexOf('=')), value: text.slice(text.indexOf('=') + 1) }))

const headerName = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase())

/** Settings about who people are, and who may make boards. */
export const loginSettings = {
  LOGIN_PROXY_HEADER: headerName.optional(),
  LOGIN_PROXY_NAME_HEADER: headerName.optional(),
  CREATE_BOARDS: z.enum(['anyone', 'password', 'login']).default('anyone'),
  INSTANCE_PASSWORD: z.string().min(8, 'must have 8 characters or more').optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z
    .string()
    .refine((text) => text.split(' ').includes('openid'), 'must have openid among them')
    .default('openid profile email'),
  OIDC_EMAIL_DOMAINS: words.transform((domains) => domains.map((domain) => domain.toLowerCase())).default([]),
  OIDC_REQUIRED_CLAIM: claim.optional(),
}

/** Settings that may stand in a file: the same name with `_FILE` at its end holds its path. */
export const SECRET_SETTINGS = ['INSTANCE_PASSWORD', 'OIDC_CLIENT_SECRET'] as const

const shape = z.object(loginSettings)
type LoginSettings = z.infer<typeof shape>

/** What must go together. */
export function checkLogins(
  settings: LoginSettings & { readonly PUBLIC_URL?: string | undefined; readonly TRUST_PROXY: unknown },
  fault: (setting: string, message: string) => void,
): void {
  const { LOGIN_PROXY_HEADER, CREATE_BOARDS, INSTANCE_PASSWORD, OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL } = settings
  if (LOGIN_PROXY_HEADER !== undefined && typeof settings.TRUST_PROXY === 'number')
    fault('TRUST_PROXY', 'must list the addresses of proxies with LOGIN_PROXY_HEADER: nobody else is believed')
  if (OIDC_ISSUER !== undefined && OIDC_CLIENT_ID === undefined) fault('OIDC_CLIENT_ID', 'is needed with OIDC_ISSUER')
  if (OIDC_ISSUER !== undefined && PUBLIC_URL === undefined)
    fault('PUBLIC_URL', 'is needed with OIDC_ISSUER: it is where people come back to')
  if (CREATE_BOARDS === 'password' && INSTANCE_PASSWORD === undefined)
    fault('INSTANCE_PASSWORD', 'is needed with CREATE_BOARDS=password')
  if (CREATE_BOARDS === 'login' && OIDC_ISSUER === undefined && LOGIN_PROXY_HEADER === undefined)
    fault('CREATE_BOARDS', 'is login, but nobody can log in: OIDC_ISSUER or LOGIN_PROXY_HEADER is needed')
}

export function openIdIn(settings: LoginSettings): OpenIdSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = settings
  if (issuer === undefined || clientId === undefined) return undefined
  return {
    issuer,
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    scopes: settings.OIDC_SCOPES,
    emailDomains: settings.OIDC_EMAIL_DOMAINS,
    requiredClaim: settings.OIDC_REQUIRED_CLAIM,
  }
}

export const whoMakesIn = ({ CREATE_BOARDS: who, INSTANCE_PASSWORD: password = '' }: LoginSettings): WhoMakes =>
  who === 'password' ? { who, password } : { who }
