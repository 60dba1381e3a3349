import type { Request } from 'express'

/** The languages of the pages (`web/src/words/languages.ts`). */
const LANGUAGES = ['en', 'de', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** The same in every language. */
export type Said<T> = Readonly<Record<Language, T>>

/** One of ours that somebody has named: `de`, `de-AT`. */
export const languageNamed = (text: string | undefined): Language | undefined =>
  LANGUAGES.find((language) => language === text?.slice(0, 2).toLowerCase())

/** The first of the reader's languages that we speak, as their browser tells them; else English. */
export const languageOf = (request: Request): Language =>
  languageNamed(request.acceptsLanguages(...LANGUAGES) || undefined) ?? 'en'
