import type { Request, Response } from 'express'
import type { Access } from '../access/access.ts'
import type { Gate } from '../access/gate.ts'
import { originOf } from '../access/sites.ts'
import type { Framers, Sites } from '../access/sites.ts'

export interface FramingParts {
  readonly gate: Gate
  readonly access: Access
  readonly sites: Sites
}

/** Who may show an embed, and whether who asks is known not to be one of them. */
export interface Framing {
  readonly framers: Framers
  readonly isRefused: boolean
}

/** Where an answer's framing is among its locals. */
export const FRAMING = 'framing'

export const framingIn = ({ locals }: Response): Framing => locals[FRAMING] as Framing

const EMBED = /^\/embed(?:\/([^/]*))?$/

/** May this path be shown in a frame at all? */
export const isFramed = ({ path }: Request): boolean => EMBED.test(path)

/**
 * A site that is known not to be allowed gets a page that says so: what a browser shows instead of a frame that is forbidden helps
 * nobody. Whoever hides where they are from gets the board's page, and their browser asks its `frame-ancestors`.
 */
export async function framingOf(request: Request, { gate, access, sites }: FramingParts): Promise<Framing> {
  const board = gate.boardId(EMBED.exec(request.path)?.[1])
  const list = board === undefined ? { sites: [] } : await access.of(board)
  const framers = sites.framersOf(list)
  const site = siteAround(request)
  const isRefused = site !== undefined && !gate.isOwn(request, site) && !sites.mayFrame(list, site)
  // The refusal itself may be shown to anybody: it says nothing of the board.
  return { framers: isRefused ? 'any' : framers, isRefused }
}

/** The site whose page shows what is asked for in a frame, as far as browsers say. */
function siteAround({ headers }: Request): string | undefined {
  const { referer } = headers
  if (headers['sec-fetch-dest'] === 'document' || referer === undefined || !URL.canParse(referer)) return undefined
  return originOf(new URL(referer).origin)
}
