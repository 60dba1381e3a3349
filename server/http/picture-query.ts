import { createHash } from 'node:crypto'
import { z } from 'zod'
import { LIMITS } from '#board/limits.ts'
import { isColor } from '#board/render/theme.ts'
import type { PictureOptions } from '../export/picture-options.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { moment } from './moments.ts'

const flag = z.enum(['', '1', 'true', '0', 'false']).transform((text) => text !== '0' && text !== 'false')

/** Colours as the document has them; the `#` may be left out, as it has a meaning in URLs. */
const background = z
  .string()
  .transform((text) =>
    text === 'transparent' || text === 'none' ? 'none' : /^[0-9a-f]{6}$/i.test(text) ? `#${text}` : text,
  )
  .refine((color) => color === 'none' || isColor(color), 'must be a colour or "transparent"')

const elements = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().regex(LIMITS.elementId, 'must be ids of elements')).max(SERVER_LIMITS.pictureElements))

const coordinate = z.coerce.number().min(-LIMITS.coordinate).max(LIMITS.coordinate)
const side = z.coerce
  .number()
  .min(1)
  .max(2 * LIMITS.coordinate)

const viewport = z
  .string()
  .transform((text): unknown => text.split(','))
  .pipe(z.tuple([coordinate, coordinate, side, side], 'must be x,y,width,height'))

/** What may be asked of a picture, as parameters of its address. */
export const pictureQuery = z.object({
  width: z.coerce.number().int().min(1).max(SERVER_LIMITS.pictureSide).optional(),
  height: z.coerce.number().int().min(1).max(SERVER_LIMITS.pictureSide).optional(),
  scale: z.coerce.number().min(0.01).max(16).optional(),
  padding: z.coerce.number().min(0).max(10_000).optional(),
  background: background.optional(),
  transparent: flag.optional(),
  theme: z.enum(['light', 'dark']).default('light'),
  elements: elements.optional(),
  frame: z.string().regex(LIMITS.elementId, 'must be the id of a frame').optional(),
  page: z.string().regex(LIMITS.elementId, 'must be the id of a page').optional(),
  viewport: viewport.optional(),
  each: z.enum(['frame', 'page']).optional(),
  text: z.enum(['fonts', 'paths']).default('fonts'),
  pictures: flag.default(true).describe('Of `json`: `0` leaves out the files of its pictures.'),
  download: flag.optional(),
  version: moment.optional(),
})

/** Options in one order, so that the same question has one name. */
export function pictureOptions(query: z.infer<typeof pictureQuery>): Omit<PictureOptions, 'format'> {
  const { width, height, scale, padding, theme, transparent, elements, frame, page, viewport, each, text, pictures } =
    query
  const background = transparent ? 'none' : query.background
  return { theme, background, padding, width, height, scale, elements, frame, page, viewport, each, text, pictures }
}

/** Names a picture: its format and all that its address asks for, in whatever order. */
export function nameOfPicture(format: string, query: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([format, asked]))
    .digest('base64url')
    .slice(0, NAME_LENGTH)
}

/** Characters of six bits. */
const NAME_LENGTH = 22
