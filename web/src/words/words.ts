import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Language } from './languages.ts'

/** What is said in one language, by its English. */
export type Catalogue = Readonly<Record<string, string>>
export type Values = Readonly<Record<string, string | number>>

/**
 * An English sentence in the language of whoever reads it; itself where there is no other word for it.
 * `{name}` stands for the value of that name. A sentence that counts has a form for one and a form for all other numbers of `count`,
 * with `|` between them: `t('{count} change|{count} changes', { count })`.
 * `{name:lower}` puts it in small letters, as names are written within a sentence in most languages.
 * Read while something is rendered, it is rendered again when another language is chosen.
 */
export type Translate = (english: string, values?: Values) => string

/** What a page says, in one language at a time. */
export interface Words {
  readonly t: Translate
  readonly language: ReadonlySignal<Language>
  /** Speaks another language as soon as its catalogue is there; goes on in the one before where it can't be had. Never rejects. */
  speak(language: Language): Promise<void>
}

/** Where the words of a language come from; English ones are in the code. */
export type Catalogues = Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>>

/** Speaks English at first. */
export function createWords(catalogues: Catalogues): Words {
  const spoken = signal<{ readonly language: Language; readonly catalogue: Catalogue }>({
    language: 'en',
    catalogue: {},
  })
  let asked: Language = 'en'
  return {
    language: computed(() => spoken.value.language),
    t: (english, values) => {
      const { language, catalogue } = spoken.value
      return fill(catalogue[english] ?? english, language, values)
    },
    async speak(language) {
      asked = language
      try {
        const catalogue = language === 'en' ? {} : await catalogues[language]()
        if (asked === language) spoken.value = { language, catalogue }
      } catch (error) {
        console.warn(`no words in ${language}`, error)
      }
    },
  }
}

/** What is said where nobody has chosen a language. */
export const inEnglish: Translate = (english, values) => fill(english, 'en', values)

function fill(said: string, language: Language, values: Values | undefined): string {
  if (!values) return said
  const { count } = values
  const forms = typeof count === 'number' ? said.split('|') : [said]
  const isOne = typeof count === 'number' && new Intl.PluralRules(language).select(count) === 'one'
  return (isOne ? forms[0]! : forms.at(-1)!).replaceAll(/\{(\w+)(:lower)?\}/g, (_, name: string, lower?: string) => {
    const value = (values[name] ?? '').toLocaleString(language)
    return lower ? value.toLowerCase() : value
  })
}
