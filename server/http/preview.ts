import type { Request } from 'express'
import type { Access } from '../access/access.ts'
import { Denied } from '../access/denied.ts'
import type { BoardInfo } from '../storage/storage.ts'
import { HttpError } from './errors.ts'
import { baseUrl } from './boards.ts'
import { escaped } from './note-page.ts'

interface Size {
  readonly width: number
  readonly height: number
}

export interface PreviewParts {
  readonly access: Access
  readonly publicUrl: string | undefined
}

/** Of a preview's picture, pixels: the shape that networks show uncut. */
const PREVIEW = { width: 1_200, height: 630 }

const NO_SCRIPT = /<noscript>[^<]*<\/noscript>/

/**
 * A board's page with what other programs read of it: cards for chats and networks, the way to `/oembed`, and a picture for those without
 * JavaScript. Only of boards that open to their address: of any other it says what it says of all.
 */
export async function withPreview(
  page: string,
  request: Request,
  board: Pick<BoardInfo, 'id' | 'title'>,
  parts: PreviewParts,
): Promise<string> {
  const { id } = board
  const base = baseOf(request, parts.publicUrl)
  if (base === undefined || !(await isOpen(parts.access, id))) return page
  const title = escaped(titleOf(board))
  const url = `${base}/b/${id}`
  const picture = escaped(pictureOf(url, PREVIEW))
  const oembed = `${base}/oembed?url=${encodeURIComponent(url)}`
  const head = [
    ...cards({ type: 'website', site_name: 'Drawbridge', title, url, image: picture }),
    `<meta property="og:image:width" content="${PREVIEW.width}">`,
    `<meta property="og:image:height" content="${PREVIEW.height}">`,
    '<meta name="twitter:card" content="summary_large_image">',
    `<meta name="twitter:image" content="${picture}">`,
    `<link rel="alternate" type="application/json+oembed" title="${title}" href="${oembed}">`,
  ]
  return page
    .replace('</head>', () => `${head.join('\n')}\n</head>`)
    .replace(NO_SCRIPT, () => `<noscript><img src="/b/${id}.svg" alt="What is on the board"></noscript>`)
}

/** Open Graph (https://ogp.me). */
const cards = (properties: Readonly<Record<string, string>>): string[] =>
  Object.entries(properties).map(([name, content]) => `<meta property="og:${name}" content="${content}">`)

/** What a board is called where there is nothing around it that says what it is. */
export const titleOf = ({ title }: Pick<BoardInfo, 'title'>): string => title || 'A board on Drawbridge'

/** The address of a picture of exactly this size, pixels. @param board the board's own */
export const pictureOf = (board: string, { width, height }: Size): string =>
  `${board}.png?width=${width}&height=${height}`

/** Does the address alone show it? */
async function isOpen(access: Access, board: string): Promise<boolean> {
  try {
    await access.grant(board, undefined, 'view')
    return true
  } catch (error) {
    if (error instanceof Denied) return false
    throw error
  }
}

/** Nobody's Host header gets into a page: where it can't be used there is no preview. */
function baseOf(request: Request, publicUrl: string | undefined): string | undefined {
  try {
    return baseUrl(request, publicUrl)
  } catch (error) {
    if (error instanceof HttpError) return undefined
    throw error
  }
}
