import type { ReadonlySignal } from '@preact/signals-core'
import { CATALOGUES } from '../words/catalogues.ts'
import type { Words } from '../words/words.ts'
import type { EmbedOptions } from './embed-options.ts'
import { followLanguage } from './frame-words.ts'

/** The words of everything, in the language of a frame. */
export const allWords = (options: ReadonlySignal<EmbedOptions>): Promise<Words> => followLanguage(options, CATALOGUES)
