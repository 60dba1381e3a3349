/** The languages that Drawbridge speaks; every one but English has a catalogue beside this file. */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
}

/** The first of the reader's languages (as `navigator.languages` has them) that we speak, else English. */
export function languageOf(readers: readonly string[]): Language {
  const spoken = readers.map((reader) => LANGUAGES.find((language) => language === reader.toLowerCase().split('-')[0]))
  return spoken.find((language) => language !== undefined) ?? 'en'
}
