import type { Catalogues } from './words.ts'

/** Those few that a frame says in which a board is looked at: it waits for nothing that it doesn't say. */
export const FRAME_CATALOGUES: Catalogues = {
  de: async () => (await import('./frame/de.ts')).DE_FRAME,
  fr: async () => (await import('./frame/fr.ts')).FR_FRAME,
  es: async () => (await import('./frame/es.ts')).ES_FRAME,
}
