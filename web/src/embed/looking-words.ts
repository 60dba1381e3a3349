import type { ReadonlySignal } from '@preact/signals-core'
import { FRAME_CATALOGUES } from '../words/frame-catalogues.ts'
import type { Words } from '../words/words.ts'
import type { EmbedOptions } from './embed-options.ts'
import { followLanguage } from './frame-words.ts'

/** The few words of a frame in which a board is looked at. */
export const lookingWords = (options: ReadonlySignal<EmbedOptions>): Promise<Words> =>
  followLanguage(options, FRAME_CATALOGUES)
