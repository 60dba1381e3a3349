import { pino } from 'pino'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

/** Structured lines on standard error; standard output is for people. Addresses and headers of requests are never logged. */
export const createLog = ({ logLevel }: Pick<Config, 'logLevel'>): Logger =>
  pino(
    { level: logLevel, base: null, redact: ['token', 'ticket', 'authorization', '*.token', '*.ticket'] },
    pino.destination(2),
  )
