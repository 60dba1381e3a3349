import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ConfigError, limitVariable, readConfig } from './config.ts'
import { DEFAULT_LIMITS, LIMIT_NAMES, SETTABLE_LIMITS } from './limits.ts'

it('[CONF3] nothing set: port 3000 on all interfaces, boards in ./data', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '0.0.0.0',
    dataDir: './data',
    logLevel: 'info',
    allowedOrigins: [],
    embedSites: 'any',
    publicUrl: undefined,
    trustedProxies: 0,
    proxyHeaders: undefined,
    openId: undefined,
    whoMakes: { who: 'anyone' },
    hostKeys: [],
    tls: undefined,
    limits: DEFAULT_LIMITS,
  })
})

it('[CONF3] what is set is taken; an empty setting counts as missing', () => {
  const env = {
    PORT: '8080',
    HOST: '',
    DATA_DIR: '/boards',
    ALLOWED_ORIGINS: 'https://a.example, http://b.example:81',
    PUBLIC_URL: 'https://c.example/',
  }
  expect(readConfig(env)).toMatchObject({
    port: 8080,
    host: '0.0.0.0',
    dataDir: '/boards',
    allowedOrigins: ['https://a.example', 'http://b.example:81'],
    publicUrl: 'https://c.example',
  })
})

it('[CONF1] every setting that can not be used is named', () => {
  expect(() => readConfig({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(ConfigError)
  expect(() => readConfig({ TLS_CERT: 'cert.pem' })).toThrow('TLS_CERT, TLS_KEY: go together')
  expect(() => readConfig({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT: .*; LOG_LEVEL: /)
})

it('[CONF6] every limit is set by a variable of its own, from its least to its most, and is in the operations manual', () => {
  const manual = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8')
  for (const name of LIMIT_NAMES) {
    const variable = limitVariable(name)
    const { least, most } = SETTABLE_LIMITS[name]
    for (const value of [least, most]) expect(readConfig({ [variable]: String(value) }).limits[name]).toBe(value)
    for (const value of [least - 1, most + 1, 'many', '1e3'])
      expect(() => readConfig({ [variable]: String(value) })).toThrow(`${variable}: `)
    expect(manual).toContain(`\`${variable}\``)
  }
  expect(limitVariable('boardBytes')).toBe('LIMIT_BOARD_BYTES')
})

it('[CONF6] a limit that does not exist is named', () => {
  expect(() => readConfig({ LIMIT_BORD_BYTES: '1' })).toThrow('LIMIT_BORD_BYTES: there is no such limit')
})
