import { LIMITS } from '#board/limits.ts'

/** `/b/<id>` and `/embed/<id>`. */
const PATH = /^\/(?:b|embed)\/([^/]+?)\/?$/

/** The board id of a page's path, or undefined when the path names none. */
export function boardIdOf(pathname: string): string | undefined {
  const id = PATH.exec(pathname)?.[1]
  return id !== undefined && LIMITS.boardId.test(id) ? id : undefined
}

/** The board that somebody means who pastes a link, a path, or an id; undefined when it is none of ours. */
export function boardIdIn(text: string): string | undefined {
  const trimmed = text.trim()
  if (LIMITS.boardId.test(trimmed)) return trimmed
  if (!URL.canParse(trimmed, location.origin)) return undefined
  return boardIdOf(new URL(trimmed, location.origin).pathname)
}

export const boardPath = (id: string): string => `/b/${id}`
export const boardUrl = (id: string): string => location.origin + boardPath(id)
export const embedUrl = (id: string): string => `${location.origin}/embed/${id}`
export const pictureUrl = (id: string, format: 'png' | 'svg'): string => `${boardUrl(id)}.${format}`
export const syncUrl = (): string => `${location.origin.replace(/^http/, 'ws')}/sync`
