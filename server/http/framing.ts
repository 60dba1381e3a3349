import type { Request, Response } from 'express'
import type { Access } from '../access/access.ts'
import type { Gate } from '../access/gate.ts'
import type { Framers, Sites } from '../access/sites.ts'

export interface FramingParts {
  readonly gate: Gate
  readonly access: Access
  readonly sites: Sites
}

/** Who may show an embed, and what is known of who asks for it. */
export interface Framing {
  readonly framers: Framers
  /**
   * `unknown`: it has not been said yet what is around the frame. `refused`: somebody who is none of them. `nameless`: nobody could, as
   * the frame's sandbox takes its origin. They get a page that says nothing of the board, and that anybody may show.
   */
  readonly asker: 'allowed' | 'refused' | 'unknown' | 'nameless'
}

/** Where an answer's framing is among its locals. */
export const FRAMING = 'framing'

export const framingIn = ({ locals }: Response): Framing => locals[FRAMING] as Framing

/** In which our own page says which sites are around it, and that it has no origin itself. */
const SITE = 'site'
const NAMELESS = 'nameless'

const EMBED = /^\/embed(?:\/([^/]*))?$/

/** What an address says of something, perhaps several times. */
export const saidIn = (query: Request['query'], name: string): string[] =>
  [query[name] ?? []].flat().map((said) => (typeof said === 'string' ? said : ''))

/** May this path be shown in a frame at all? */
export const isFramed = ({ path }: Request): boolean => EMBED.test(path)

/**
 * Of a board that some sites may show, whoever asks first gets a page that finds out what is around it and asks again with `site`: a site
 * that may not show the board can be told so then, where a browser would show an ugly sign of its own. What it says is not believed: the
 * board's own page goes out with the list as its `frame-ancestors`, to which browsers hold every page around it.
 */
export async function framingOf(request: Request, { gate, access, sites }: FramingParts): Promise<Framing> {
  const board = gate.boardId(EMBED.exec(request.path)?.[1])
  const list = board === undefined ? { sites: [] } : await access.of(board)
  const framers = sites.framersOf(list)
  if (request.query[NAMELESS] !== undefined) return { framers: 'any', asker: 'nameless' }
  if (framers === 'any' || request.headers['sec-fetch-dest'] === 'document') return { framers, asker: 'allowed' }
  const around = saidIn(request.query, SITE)
  if (around.length === 0) return { framers: 'any', asker: 'unknown' }
  const mayShow = around.every((site) => gate.isOwn(request, site) || sites.mayFrame(list, site))
  return mayShow ? { framers, asker: 'allowed' } : { framers: 'any', asker: 'refused' }
}
