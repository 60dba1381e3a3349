import type { Language } from './languages.ts'

/** What people call a command or a tool besides its name, with spaces between: by the id of the command, of tools after `tool-`. */
export type Keywords = Readonly<Record<string, string>>

/** Fetched when somebody looks for a command. A new command or tool gets a line in each. */
export const KEYWORDS: Readonly<Record<Language, () => Promise<Keywords>>> = {
  en: async () => (await import('./keywords/en.ts')).EN,
  de: async () => (await import('./keywords/de.ts')).DE,
  fr: async () => (await import('./keywords/fr.ts')).FR,
  es: async () => (await import('./keywords/es.ts')).ES,
}
