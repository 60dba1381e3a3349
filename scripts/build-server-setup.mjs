import { ensureBuilt } from './build.mjs'

/** Vitest's global setup for the server: its workers must exist as plain JavaScript. */
export const setup = () => ensureBuilt({ parts: ['server', 'lab', 'fonts'] })
