import { createHash } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import { atLeast } from '../access/board-access.ts'
import { roleTooLow } from '../access/denied.ts'
import type { Gate } from '../access/gate.ts'
import type { PictureCache } from '../export/picture-cache.ts'
import { PICTURE_FORMATS } from '../export/picture-options.ts'
import type { About, PictureOptions } from '../export/picture-options.ts'
import type { Pictures, ReadFile } from '../export/pictures.ts'
import { JobError } from '../threads/job-queue.ts'
import type { BoardState, BoardStorage } from '../storage/storage.ts'
import { queryOf } from './bodies.ts'
import { baseUrl, boardIdOf } from './boards.ts'
import { grantOf } from './door.ts'
import { noSuchMoment } from './moments.ts'
import { answeredUnchanged } from './conditional.ts'
import { HttpError, JOB_STATUS } from './errors.ts'
import { pictureOptions, pictureQuery } from './picture-query.ts'
import { versionOf } from './states.ts'
import type { States } from './states.ts'

export interface SnapshotParts {
  readonly gate: Gate
  readonly states: States
  readonly pictures: Pictures
  readonly pictureCache: PictureCache
  readonly storage: BoardStorage
  readonly publicUrl: string | undefined
}

/** What a board can be had as: drawn, written down, or as it is stored. */
const FORMATS = [...PICTURE_FORMATS, 'yjs'] as const
type Format = (typeof FORMATS)[number]

const MEDIA: Readonly<Record<Format, string>> = {
  png: 'image/png',
  webp: 'image/webp',
  svg: 'image/svg+xml; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json',
  excalidraw: 'application/vnd.excalidraw+json',
  yjs: 'application/octet-stream',
}

/** What holds the board itself, of which a picture is only what it looks like. */
const WHOLE: ReadonlySet<Format> = new Set<Format>(['json', 'excalidraw', 'yjs'])

/** An SVG opened by itself is a document of our origin: it may do nothing at all. */
const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"

function formatOf(raw: unknown, hasPictureKey: boolean): Format {
  const format = FORMATS.find((one) => one === raw)
  if (format === undefined) throw new HttpError(404, 'no-such-format', 'A board can not be had like that.')
  if (hasPictureKey && WHOLE.has(format))
    throw new HttpError(403, 'not-a-picture', 'A picture key opens pictures only.')
  return format
}

async function draw(
  pictures: Pictures,
  state: Uint8Array,
  options: PictureOptions,
  readFile: ReadFile,
  about: About,
): Promise<Uint8Array> {
  try {
    return await pictures.draw(state, options, readFile, about)
  } catch (error) {
    if (!(error instanceof JobError)) throw error
    throw new HttpError(JOB_STATUS[error.code], `picture-${error.code}`, `No picture: ${error.message}.`, {
      cause: error,
    })
  }
}

/** `GET /b/:id.:format` and the same under `/api/boards/:id/snapshot.:format`. */
export const boardSnapshot =
  ({ gate, states, pictures, pictureCache, storage, publicUrl }: SnapshotParts): RequestHandler =>
  async (request, response) => {
    const id = boardIdOf(request, gate)
    const format = formatOf(request.params['format'], 'key' in request.query)
    const query = queryOf(request, pictureQuery)
    const options = { ...pictureOptions(query), format }
    assertSensible(format, options)
    const { files } = storage
    const { version } = query
    if (version !== undefined) assertMayLookBack(response)
    openToAll(response)
    const info = await states.find(id)
    const origin = baseUrl(request, publicUrl)
    // A file may come after what shows it.
    const { files: count } = await files.usage(id)
    const asked = createHash('sha256')
      .update(JSON.stringify({ ...options, version, origin }))
      .digest('base64url')
      .slice(0, 16)
    const tagOf = (of: Pick<BoardState, 'epoch' | 'seq'>): string => `W/"${versionOf(of)}-${count}-${asked}"`
    if (version === undefined && answeredUnchanged(request, response, tagOf(info))) return
    const state = version === undefined ? await states.get(info) : await storage.past.state(id, version)
    if (state === undefined) throw noSuchMoment()
    const tag = tagOf(state)
    if (version !== undefined && answeredUnchanged(request, response, tag)) return
    const modified = version === undefined ? info.updatedAt : undefined
    const about: About = { board: id, origin, created: info.createdAt, ...(modified && { modified }) }
    const drawn = (as: PictureOptions): Promise<Uint8Array> =>
      pictureCache.get(`${id} ${tag}`, () => draw(pictures, state.bytes, as, (hash) => files.read(id, hash), about))
    const bytes = format === 'yjs' ? state.bytes : await drawn({ ...options, format })
    response.set({ ETag: tag, 'Content-Type': MEDIA[format], 'Content-Security-Policy': SANDBOX })
    if (query.download) response.attachment(`${id}.${format}`)
    response.end(bytes)
  }

/** @throws {HttpError} */
function assertSensible(format: Format, { each, frame, elements, viewport }: Omit<PictureOptions, 'format'>): void {
  if (each !== undefined && (format !== 'pdf' || (frame ?? elements ?? viewport) !== undefined))
    throw new HttpError(400, 'bad-option', '"each" is for a PDF of all that is on the board.')
}

/** What was on a board and isn't any more is for those who could have seen it go: whoever signed an address for it could. @throws {Denied} */
function assertMayLookBack(response: Response): void {
  const { role } = grantOf(response)
  if (!atLeast(role, 'edit')) throw roleTooLow(role)
}

/** Pictures may be shown on any site. */
function openToAll(response: Response): void {
  response.set({
    'Cache-Control': 'no-cache',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': '*',
  })
}
