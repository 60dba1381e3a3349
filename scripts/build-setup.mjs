import { ensureBuilt } from './build.mjs'

/** Vitest's global setup: workers and pages come from the same build that `npm start` serves. */
export const setup = () => ensureBuilt()
