import type { Catalogues } from './words.ts'

// Fetched when a language is spoken first. To add a language, add its lines here and in `languages.ts`.

/** The words of everything. */
export const CATALOGUES: Catalogues = {
  de: async () => (await import('./de.ts')).DE,
  fr: async () => (await import('./fr.ts')).FR,
  es: async () => (await import('./es.ts')).ES,
}

/** Those few that a frame says in which a board is looked at: it waits for nothing that it doesn't say. */
export const FRAME_CATALOGUES: Catalogues = {
  de: async () => (await import('./frame/de.ts')).DE_FRAME,
  fr: async () => (await import('./frame/fr.ts')).FR_FRAME,
  es: async () => (await import('./frame/es.ts')).ES_FRAME,
}
