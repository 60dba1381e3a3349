import { type Language, languageOf } from '../words/languages.ts'
import type { EmbedOptions } from './embed-options.ts'

/** The language asked for; else the first of the reader's that we speak. */
export const frameLanguage = ({ lang }: Pick<EmbedOptions, 'lang'>): Language => lang ?? languageOf(navigator.languages)
