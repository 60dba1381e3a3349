import { effect, type ReadonlySignal } from '@preact/signals-core'
import { type Catalogues, createWords, type Words } from '../words/words.ts'
import type { EmbedOptions } from './embed-options.ts'
import { frameLanguage } from './frame-language.ts'

/** Words that follow the options as long as the page lives; resolves as soon as they are there. */
export async function followLanguage(options: ReadonlySignal<EmbedOptions>, catalogues: Catalogues): Promise<Words> {
  const words = createWords(catalogues)
  const first = words.speak(frameLanguage(options.peek()))
  effect(() => void words.speak(frameLanguage(options.value)))
  await first
  return words
}
