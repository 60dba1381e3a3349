import type { EmbedOptions } from './embed-options.ts'
import { type Language, LANGUAGES } from './languages.ts'

/** What a board is called: the one word that is needed at first. */
const BOARD: Readonly<Record<Language, string>> = { en: 'Board', de: 'Tafel', fr: 'Tableau', es: 'Pizarra' }

/** The language asked for; else the first of the reader's that we speak. */
export function languageOf({ lang }: Pick<EmbedOptions, 'lang'>, readers = navigator.languages): Language {
  const spoken = readers.map((reader) => LANGUAGES.find((language) => language === reader.toLowerCase().split('-')[0]))
  return lang ?? spoken.find((language) => language !== undefined) ?? 'en'
}

export const boardWord = (options: Pick<EmbedOptions, 'lang'>): string => BOARD[languageOf(options)]
