import { z } from 'zod'

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
}

/** A setting that can't be used. The message names it in one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const origin = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
    ? url.origin
    : undefined
}

const originSchema = z.string().transform((text, context) => {
  const parsed = origin(text)
  if (parsed === undefined)
    context.addIssue({ code: 'custom', message: `"${text}" is not an origin like https://example.org` })
  return parsed ?? z.NEVER
})

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))

const environment = z.object({
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
})

/**
 * The only reader of the environment. An empty setting counts as missing.
 * @throws {ConfigError} naming every setting that can't be used, in one line
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join('; '))
  }
  const { PORT, HOST, DATA_DIR, LOG_LEVEL, ALLOWED_ORIGINS, PUBLIC_URL } = parsed.data
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    logLevel: LOG_LEVEL,
    allowedOrigins: ALLOWED_ORIGINS,
    publicUrl: PUBLIC_URL,
  }
}

/** To be called before Yjs is loaded: in development it freezes every value, which throws for the bytes of a stroke. */
export function runAsProduction(): void {
  process.env['NODE_ENV'] = 'production'
}
