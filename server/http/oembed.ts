import type { RequestHandler } from 'express'
import { z } from 'zod'
import { LIMITS } from '#board/limits.ts'
import type { Access } from '../access/access.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { queryOf } from './bodies.ts'
import { baseUrl } from './boards.ts'
import { HttpError, noSuchBoard } from './errors.ts'
import { pictureOf, titleOf } from './preview.ts'

export interface OembedParts {
  readonly access: Access
  readonly storage: Pick<BoardStorage, 'find'>
  readonly publicUrl: string | undefined
}

/** Of a frame, CSS pixels. */
const USUAL = { width: 800, height: 500 }

const side = (usual: number) => z.coerce.number().int().min(1).max(10_000).default(usual)

export const oembedQuery = z.object({
  url: z.url().max(2_048).describe('Of a board, with the secret of its link where it needs one.'),
  format: z.string().default('json'),
  maxwidth: side(USUAL.width),
  maxheight: side(USUAL.height),
})

export const oembedAnswer = z.strictObject({
  type: z.literal('rich'),
  version: z.literal('1.0'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  html: z.string(),
  width: z.int(),
  height: z.int(),
  thumbnail_url: z.string().describe('A picture of the board as it is when it is fetched.'),
  thumbnail_width: z.int(),
  thumbnail_height: z.int(),
})

const PATH = /^\/(?:b|embed)\/([^/]+)\/?$/
const SECRET = /^#k=([\w-]{8,128})$/

/** `GET /oembed` (https://oembed.com): a frame for whoever knows a board's address, and its link where it opens with one. */
export const oembed =
  ({ access, storage, publicUrl }: OembedParts): RequestHandler =>
  async (request, response) => {
    const { url, format, maxwidth, maxheight } = queryOf(request, oembedQuery)
    if (format !== 'json') throw new HttpError(501, 'no-such-format', 'Only JSON is answered here.')
    const base = baseUrl(request, publicUrl)
    const { board, hash, link } = boardIn(url, base)
    const info = await storage.find(board)
    if (info === undefined) throw noSuchBoard()
    const width = Math.min(USUAL.width, maxwidth)
    const height = Math.min(USUAL.height, maxheight)
    // Denied where neither the address nor the link opens it.
    const { pictureKey } = await access.session(board, { link })
    const picture = pictureOf(`${base}/b/${board}`, { width, height })
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'no-store',
    })
    response.json({
      type: 'rich',
      version: '1.0',
      title: titleOf(info),
      provider_name: 'Drawbridge',
      provider_url: base,
      html: `<iframe src="${base}/embed/${board}${hash}" title="Whiteboard" width="${width}" height="${height}" style="border:0" allow="clipboard-write; fullscreen"></iframe>`,
      width,
      height,
      // Whoever has the answer has the link that the key depends on.
      thumbnail_url: link === undefined ? picture : `${picture}&key=${pictureKey}`,
      thumbnail_width: width,
      thumbnail_height: height,
    } satisfies z.infer<typeof oembedAnswer>)
  }

/** @throws {HttpError} 404 for addresses that are no boards of this server */
function boardIn(text: string, base: string) {
  const { origin, pathname, hash } = new URL(text)
  const board = PATH.exec(pathname)?.[1]
  if (origin !== base || board === undefined || !LIMITS.boardId.test(board)) throw noSuchBoard()
  const link = SECRET.exec(hash)?.[1]
  return { board, link, hash: link === undefined ? '' : hash }
}
