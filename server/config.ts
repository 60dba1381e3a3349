import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ProxyHeaders } from './access/accounts.ts'
import type { WhoMakes } from './access/makers.ts'
import type { OpenIdSettings } from './access/open-id.ts'
import { readHostKeys } from './access/host-keys.ts'
import type { HostKey } from './access/host-keys.ts'
import { SECRET_SETTINGS, checkLogins, loginSettings, openIdIn, whoMakesIn } from './login-config.ts'
import { LIMIT_NAMES, SETTABLE_LIMITS } from './limits.ts'
import { subnetOf } from './access/proxies.ts'
import type { ProxyTrust } from './access/proxies.ts'
import { originOf } from './access/sites.ts'
import type { Framers } from './access/sites.ts'
import type { LimitName, Limits } from './limits.ts'
import type { TlsFiles } from './tls/certificate-files.ts'

/** Everything that can be set from outside. Read once, checked, passed down. */
export interface Config {
  /** TCP port; 0 takes any free one. */
  readonly port: number
  readonly host: string
  /** Folder of the boards. Made if it is missing. */
  readonly dataDir: string
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'
  /** Other sites whose pages may connect. */
  readonly allowedOrigins: readonly string[]
  /** Under which address people reach the server, where that isn't what their requests say (behind a proxy). */
  readonly publicUrl: string | undefined
  /** The proxies in front of the server. */
  readonly trustedProxies: ProxyTrust
  /** How one of them says who has logged in there; `undefined`: none does. */
  readonly proxyHeaders: ProxyHeaders | undefined
  /** The provider that people log in at; `undefined`: none. */
  readonly openId: OpenIdSettings | undefined
  readonly whoMakes: WhoMakes
  /** Keys of sites that embed boards and vouch for their users. */
  readonly hostKeys: readonly HostKey[]
  /** Sites that may show boards in frames, where a board's owners list none. */
  readonly embedSites: Framers
  /** Files of a certificate; `undefined`: plain HTTP, as behind a proxy. */
  readonly tls: TlsFiles | undefined
  readonly limits: Limits
}

/** A setting that can't be used. The message names it in one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const originSchema = z.string().transform((text, context) => {
  const parsed = originOf(text)
  if (parsed === undefined)
    context.addIssue({ code: 'custom', message: `"${text}" is not an origin like https://example.org` })
  return parsed ?? z.NEVER
})

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))

/** A setting that is long or secret: itself, or the path of a file that holds it. */
const textOrFile = (text: string): string => (text.trimStart().startsWith('{') ? text : readFileSync(text, 'utf8'))

const hostKeys = z.string().transform((text, context) => {
  try {
    return readHostKeys(textOrFile(text))
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
    return z.NEVER
  }
})

/** `boardBytes` is `LIMIT_BOARD_BYTES`. */
export const limitVariable = (name: LimitName): string => `LIMIT_${name.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`)

const limits = z.object(
  Object.fromEntries(
    LIMIT_NAMES.map((name) => {
      const { least, most, default: usual } = SETTABLE_LIMITS[name]
      return [limitVariable(name), wholeNumber(least, most).default(usual)]
    }),
  ),
)

const framers = z.union([
  z.literal('any'),
  z.literal('none').transform((): readonly string[] => []),
  list.pipe(z.array(originSchema)),
])

const subnet = z.string().refine((text) => subnetOf(text) !== undefined)

const proxyTrust = z.union([wholeNumber(0, 10), list.pipe(z.array(subnet).min(1))], {
  error: 'must be a number of proxies, 0 to 10, or their addresses and networks like 10.0.0.0/8',
})

const environment = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be a port number, 0 to 65535')
      .default(3000),
    HOST: z.string().min(1).default('0.0.0.0'),
    DATA_DIR: z.string().min(1).default('./data'),
    LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
    ALLOWED_ORIGINS: list.pipe(z.array(originSchema)).default([]),
    PUBLIC_URL: originSchema.optional(),
    TRUST_PROXY: proxyTrust.default(0),
    ...loginSettings,
    HOST_KEYS: hostKeys.default([]),
    EMBED_SITES: framers.default('any'),
    TLS_CERT: z.string().optional(),
    TLS_KEY: z.string().optional(),
  })
  .refine(({ HOST_KEYS, PUBLIC_URL }) => HOST_KEYS.length === 0 || PUBLIC_URL !== undefined, {
    path: ['PUBLIC_URL'],
    message: 'is needed with HOST_KEYS: it is whom their tokens are for',
  })
  .refine(({ TLS_CERT, TLS_KEY }) => (TLS_CERT === undefined) === (TLS_KEY === undefined), {
    path: ['TLS_CERT, TLS_KEY'],
    message: 'go together',
  })
  .superRefine((settings, context) =>
    checkLogins(settings, (setting, message) => context.addIssue({ code: 'custom', path: [setting], message })),
  )

/**
 * The only reader of the environment. An empty setting counts as missing.
 * @throws {ConfigError} naming every setting that can't be used, in one line
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = withFiles(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')),
  )
  const unknown = Object.keys(given).find((name) => name.startsWith('LIMIT_') && !(name in limits.shape))
  if (unknown !== undefined) throw new ConfigError(`${unknown}: there is no such limit`)
  const parsed = environment.safeParse(given)
  const bounds = limits.safeParse(given)
  if (!parsed.success || !bounds.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(bounds.error?.issues ?? [])]
    throw new ConfigError(issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join('; '))
  }
  const { PORT, HOST, DATA_DIR, LOG_LEVEL, ALLOWED_ORIGINS, PUBLIC_URL, TRUST_PROXY, HOST_KEYS, EMBED_SITES } =
    parsed.data
  const { TLS_CERT, TLS_KEY } = parsed.data
  const { LOGIN_PROXY_HEADER: user, LOGIN_PROXY_NAME_HEADER: name } = parsed.data
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    logLevel: LOG_LEVEL,
    allowedOrigins: ALLOWED_ORIGINS,
    publicUrl: PUBLIC_URL,
    trustedProxies: TRUST_PROXY,
    proxyHeaders: user === undefined ? undefined : { user, name },
    openId: openIdIn(parsed.data),
    whoMakes: whoMakesIn(parsed.data),
    hostKeys: HOST_KEYS,
    embedSites: EMBED_SITES,
    tls: TLS_CERT === undefined || TLS_KEY === undefined ? undefined : { cert: TLS_CERT, key: TLS_KEY },
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, bounds.data[limitVariable(name)]])) as Limits,
  }
}

/** The password of a link, for the command line: others see what is typed there. */
export const passwordSaid = (): string | undefined => process.env['DRAWBRIDGE_PASSWORD']

/** With those secrets that stand in files. @throws {ConfigError} */
function withFiles(given: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const read = SECRET_SETTINGS.flatMap((name) => {
    const file = given[`${name}_FILE`]
    if (file === undefined) return []
    if (given[name] !== undefined) throw new ConfigError(`${name}_FILE: there is ${name}, too`)
    try {
      return [[name, readFileSync(file, 'utf8').trimEnd()]] as const
    } catch (error) {
      throw new ConfigError(`${name}_FILE: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  return { ...given, ...Object.fromEntries(read) }
}

/** To be called before Yjs is loaded: in development it freezes every value, which throws for the bytes of a stroke. */
export function runAsProduction(): void {
  process.env['NODE_ENV'] = 'production'
}
