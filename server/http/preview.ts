import type { Request } from 'express'
import type { Access } from '../access/access.ts'
import { Denied } from '../access/denied.ts'
import { HttpError } from './errors.ts'
import { baseUrl } from './boards.ts'

export interface PreviewParts {
  readonly access: Access
  readonly publicUrl: string | undefined
}

/** Pixels across of a preview's picture. */
export const PREVIEW_WIDTH = 1_200

const NO_SCRIPT = /<noscript>[^<]*<\/noscript>/

/**
 * A board's page with what other programs read of it: cards for chats and networks, the way to `/oembed`, and a picture for those without
 * JavaScript. Only of boards that open to their address: of any other it says what it says of all.
 */
export async function withPreview(page: string, request: Request, board: string, parts: PreviewParts): Promise<string> {
  const base = baseOf(request, parts.publicUrl)
  if (base === undefined || !(await isOpen(parts.access, board))) return page
  const url = `${base}/b/${board}`
  const picture = `${url}.png?width=${PREVIEW_WIDTH}`
  const oembed = `${base}/oembed?url=${encodeURIComponent(url)}`
  const head = [
    ...cards({ type: 'website', site_name: 'Drawbridge', title: 'A board on Drawbridge', url, image: picture }),
    `<meta property="og:image:width" content="${PREVIEW_WIDTH}">`,
    '<meta name="twitter:card" content="summary_large_image">',
    `<meta name="twitter:image" content="${picture}">`,
    `<link rel="alternate" type="application/json+oembed" title="A board on Drawbridge" href="${oembed}">`,
  ]
  return page
    .replace('</head>', () => `${head.join('\n')}\n</head>`)
    .replace(NO_SCRIPT, () => `<noscript><img src="/b/${board}.svg" alt="What is on the board"></noscript>`)
}

/** Open Graph (https://ogp.me). */
const cards = (properties: Readonly<Record<string, string>>): string[] =>
  Object.entries(properties).map(([name, content]) => `<meta property="og:${name}" content="${content}">`)

/** Does the address alone show it? */
export async function isOpen(access: Access, board: string): Promise<boolean> {
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
