import { FR_FRAME } from './frame/fr.ts'
import type { Catalogue } from './words.ts'

export const FR: Catalogue = {
  ...FR_FRAME,
}
