import { DE_FRAME } from './frame/de.ts'
import type { Catalogue } from './words.ts'

export const DE: Catalogue = {
  ...DE_FRAME,
}
