import { z } from 'zod'
import { pictureQuery } from '../http/picture-query.ts'

/** What is neither a number nor one of a few words. */
const OTHERS: Readonly<Record<string, string>> = {
  background: 'a colour like #f5f5f5, or transparent',
  elements: 'ids of elements, with commas between them',
  frame: 'the id of a frame',
  page: 'the id of a page',
  pictures: '0 or 1',
  version: 'the number of an update, v and the id of a version, or a time',
  viewport: 'x,y,width,height',
}

/** What an option of pictures takes, in words. @param name one of `pictureQuery` */
export function takenBy(name: string): string {
  if (name in OTHERS) return OTHERS[name]!
  const schema = pictureQuery.shape[name as keyof typeof pictureQuery.shape]
  const { type, minimum, maximum, enum: words } = z.toJSONSchema(schema, { unrepresentable: 'any' })
  if (words !== undefined) return words.join(' or ')
  return `${type === 'integer' ? 'a whole number' : 'a number'} from ${minimum} to ${maximum}`
}
