import { expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

it('[CONF3] nothing set: port 3000 on all interfaces, boards in ./data', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '0.0.0.0',
    dataDir: './data',
    logLevel: 'info',
    allowedOrigins: [],
    publicUrl: undefined,
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
  expect(() => readConfig({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT: .*; LOG_LEVEL: /)
})
