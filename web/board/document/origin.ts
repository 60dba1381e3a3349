/**
 * Who caused a change. A closed set: observers decide by identity, never by guessing.
 * - `local`: this person, now
 * - `undo`: this person's undo or redo
 * - `remote`: somebody else, through the relay
 * - `load`: stored state (the relay's copy or this browser's) while a board opens
 */
export type Origin = 'local' | 'undo' | 'remote' | 'load'

/** Yjs transaction origin for stored state: `Y.applyUpdate(doc, state, LOAD_ORIGIN)`. */
export const LOAD_ORIGIN: object = Object.freeze({ origin: 'load' })
