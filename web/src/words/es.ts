import { ES_FRAME } from './frame/es.ts'
import type { Catalogue } from './words.ts'

export const ES: Catalogue = {
  ...ES_FRAME,
}
