import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { inEnglish, type Translate } from './words.ts'

/** What all that is rendered inside of it says its words with. */
export const Speaker = createContext<Translate>(inEnglish)

/** The words of whatever is around: `const t = useWords()`, then `t('Bring to front')`. */
export const useWords = (): Translate => useContext(Speaker)
