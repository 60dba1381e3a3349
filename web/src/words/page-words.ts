import { effect } from '@preact/signals-core'
import type { LocalMemory } from '../start/local-memory.ts'
import { CATALOGUES } from './catalogues.ts'
import { type Language, languageOf, LANGUAGES } from './languages.ts'
import { createWords, type Words } from './words.ts'

const KEY = 'language'

/** The words of a page of ours, once they are there: in the language that was chosen in this browser, else the first of the reader's that we speak. */
export async function openWords(memory: LocalMemory): Promise<Words> {
  const words = createWords(CATALOGUES)
  const chosen = LANGUAGES.find((language) => language === memory.recall(KEY))
  await words.speak(chosen ?? languageOf(navigator.languages))
  effect(() => {
    document.documentElement.lang = words.language.value
  })
  return words
}

/** From now on, and whenever this browser opens a page of ours. */
export function chooseLanguage(words: Words, memory: LocalMemory, language: Language): void {
  memory.remember(KEY, language)
  void words.speak(language)
}
