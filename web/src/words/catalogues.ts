import type { Catalogues } from './words.ts'

// Fetched when a language is spoken first. To add a language, add its lines here and in `languages.ts`.

/** The words of everything. */
export const CATALOGUES: Catalogues = {
  de: async () => (await import('./de.ts')).DE,
  fr: async () => (await import('./fr.ts')).FR,
  es: async () => (await import('./es.ts')).ES,
}
