import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { isColor } from '#board/render/theme.ts'
import type { Gate } from '../access/gate.ts'
import type { Pictures, ReadFile } from '../export/pictures.ts'
import type { PictureFormat, PictureOptions } from '../export/snapshot.ts'
import { JobError } from '../job-queue.ts'
import type { JobErrorCode } from '../job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { boardIdOf } from './boards.ts'
import { answeredUnchanged } from './conditional.ts'
import { HttpError } from './errors.ts'
import { versionOf } from './states.ts'
import type { States } from './states.ts'

export interface SnapshotParts {
  readonly gate: Gate
  readonly states: States
  readonly pictures: Pictures
  readonly storage: BoardStorage
}

const MEDIA: Readonly<Record<PictureFormat, string>> = { png: 'image/png', svg: 'image/svg+xml; charset=utf-8' }

/** An SVG opened by itself is a document of our origin: it may do nothing at all. */
const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"

const STATUS: Readonly<Record<JobErrorCode, number>> = { 'too-large': 413, busy: 503, timeout: 503, failed: 503 }

const isTrue = z.enum(['', '1', 'true', '0', 'false']).transform((text) => text !== '0' && text !== 'false')

/** Colours as the document has them; the `#` may be left out, as it has a meaning in URLs. */
const background = z
  .string()
  .transform((text) =>
    text === 'transparent' || text === 'none' ? 'none' : /^[0-9a-f]{6}$/i.test(text) ? `#${text}` : text,
  )
  .refine((color) => color === 'none' || isColor(color), 'must be a colour or "transparent"')

const query = z.object({
  width: z.coerce.number().int().min(1).max(SERVER_LIMITS.pictureSide).optional(),
  scale: z.coerce.number().min(0.01).max(16).optional(),
  padding: z.coerce.number().min(0).max(10_000).optional(),
  background: background.optional(),
  transparent: isTrue.optional(),
  theme: z.enum(['light', 'dark']).default('light'),
})

function optionsOf(request: Request, format: PictureFormat): PictureOptions {
  const parsed = query.safeParse(request.query)
  if (!parsed.success) {
    throw new HttpError(
      400,
      'bad-option',
      parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join('; '),
    )
  }
  const { width, scale, padding, theme, transparent } = parsed.data
  return { format, theme, width, scale, padding, background: transparent ? 'none' : parsed.data.background }
}

async function draw(
  pictures: Pictures,
  state: Uint8Array,
  options: PictureOptions,
  readFile: ReadFile,
): Promise<Uint8Array> {
  try {
    return await pictures.draw(state, options, readFile)
  } catch (error) {
    if (!(error instanceof JobError)) throw error
    throw new HttpError(STATUS[error.code], `picture-${error.code}`, `No picture: ${error.message}.`, { cause: error })
  }
}

/** `GET /b/:id.png`, `GET /b/:id.svg` */
export const boardPicture =
  (format: PictureFormat, parts: SnapshotParts): RequestHandler =>
  async (request, response) => {
    const id = boardIdOf(request, parts.gate)
    const options = optionsOf(request, format)
    const { files } = parts.storage
    const tag = (version: string, count: number): string =>
      `W/"${version}-${count}-${Buffer.from(JSON.stringify(options)).toString('base64url')}"`
    response.set({
      'Cache-Control': 'no-cache',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
    })
    const info = await parts.states.find(id)
    // A file may come after what shows it.
    const { files: count } = await files.usage(id)
    if (answeredUnchanged(request, response, tag(versionOf(info), count))) return
    const state = await parts.states.get(info)
    const picture = await draw(parts.pictures, state.bytes, options, (hash) => files.read(id, hash))
    response
      .set({ ETag: tag(versionOf(state), count), 'Content-Type': MEDIA[format], 'Content-Security-Policy': SANDBOX })
      .end(picture)
  }
