import { LIMITS } from '#board/limits.ts'

/** `/b/<id>` and `/embed/<id>`. */
const PATH = /^\/(?:b|embed)\/([^/]+?)\/?$/
const HOST_TOKEN = /(?:^#|&)t=([\w-]+\.[\w-]+\.[\w-]+)(?:&|$)/
const FRAGMENT = /(?:^#|&)k=([\w-]{8,128})(?:&|$)/

/** The board id of a page's path, or undefined when the path names none. */
export function boardIdOf(pathname: string): string | undefined {
  const id = PATH.exec(pathname)?.[1]
  return id !== undefined && LIMITS.boardId.test(id) ? id : undefined
}

/** The link's secret in an address's fragment, which browsers send to nobody. */
export const secretOf = (hash: string): string | undefined => FRAGMENT.exec(hash)?.[1]

/** The token with which a page that embeds the board vouches for its user. */
export const hostTokenOf = (hash: string): string | undefined => HOST_TOKEN.exec(hash)?.[1]

export interface BoardAddress {
  readonly id: string
  readonly secret: string | undefined
}

/** The board that somebody means who pastes a link, a path, or an id; undefined when it is none of ours. */
export function boardAddressIn(text: string): BoardAddress | undefined {
  const trimmed = text.trim()
  if (LIMITS.boardId.test(trimmed)) return { id: trimmed, secret: undefined }
  if (!URL.canParse(trimmed, location.origin)) return undefined
  const { pathname, hash } = new URL(trimmed, location.origin)
  const id = boardIdOf(pathname)
  return id === undefined ? undefined : { id, secret: secretOf(hash) }
}

const fragmentOf = (secret: string | undefined): string => (secret === undefined ? '' : `#k=${secret}`)

const queryOf = (page: string | undefined): string => (page === undefined ? '' : `?page=${page}`)

/** `page`: the one it is opened at. */
export const boardPath = (id: string, secret?: string, page?: string): string =>
  `/b/${id}${queryOf(page)}${fragmentOf(secret)}`
export const boardUrl = (id: string, secret?: string, page?: string): string =>
  location.origin + boardPath(id, secret, page)
/** The page that an address opens a board at. */
export function pageIn(search: string): string | undefined {
  const page = new URLSearchParams(search).get('page')
  return page !== null && LIMITS.elementId.test(page) ? page : undefined
}
export const embedUrl = (id: string, secret?: string): string => `${location.origin}/embed/${id}${fragmentOf(secret)}`

export interface PictureQuery {
  /** Lets in those who could not see the board otherwise. */
  readonly key?: string | undefined
  /** Pixels. */
  readonly width?: number
}

export function picturePath(id: string, format: 'png' | 'svg', query: PictureQuery = {}): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  return `/b/${id}.${format}${said.length === 0 ? '' : `?${said.join('&')}`}`
}
export const pictureUrl = (id: string, format: 'png' | 'svg', query?: PictureQuery): string =>
  location.origin + picturePath(id, format, query)
export const syncUrl = (): string => `${location.origin.replace(/^http/, 'ws')}/sync`
