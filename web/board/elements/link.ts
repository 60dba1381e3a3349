import { LIMITS } from '../limits.ts'
import type { Field } from './element-kind.ts'

/** Web pages, mail addresses, and boards of this server as `/b/<id>`, with what of them is shown and the secret that opens them: nothing that could run a script. */
const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>"\\]+$/i
const BOARD = /^\/b\/([^/#?]+)(?:\?[\w=&.-]*)?(?:#[\w=&.-]*)?$/
/** A board's address, of this server or another, and what it is asked to show. */
const PLACE = /^(?:https?:\/\/[^/]+)?\/b\/([^/#?]+)\?([\w=&.-]*)/i

const isBoard = (raw: string): boolean => LIMITS.boardId.test(BOARD.exec(raw)?.[1] ?? '')

/** Where an element leads; nowhere when it is empty. */
export const linkField: Field<string> = {
  parse(raw) {
    if (typeof raw !== 'string' || raw.length > LIMITS.linkLength) return undefined
    return raw === '' || ADDRESS.test(raw) || isBoard(raw) ? raw : undefined
  },
  fallback: '',
}

/** What somebody means who types an address, `origin` being this server's; undefined where that is no link. */
export function linkFrom(typed: string, origin: string): string | undefined {
  const plain = typed.trim()
  const own = plain.startsWith(`${origin}/`) ? plain.slice(origin.length) : plain
  if (isBoard(own)) return own
  const isMail = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(plain)
  const isBare = !/^[a-z][a-z0-9+.-]*:/i.test(plain) && plain.includes('.')
  return linkField.parse(isMail ? `mailto:${plain}` : isBare ? `https://${plain}` : plain)
}

/** What of a board an address leads to. */
export interface BoardPlace {
  readonly board: string
  readonly frame: string | undefined
  readonly page: string | undefined
}

/** The place on a board that a link leads to: `/b/<id>?frame=<id>` or `?page=<id>`; undefined for all other links. */
export function boardPlaceOf(href: string): BoardPlace | undefined {
  const [, board = '', query = ''] = PLACE.exec(href) ?? []
  const said = new Map(query.split('&').map((part) => part.split('=', 2) as [string, string | undefined]))
  const idOf = (name: string): string | undefined => {
    const id = said.get(name)
    return id !== undefined && LIMITS.elementId.test(id) ? id : undefined
  }
  const [frame, page] = [idOf('frame'), idOf('page')]
  return LIMITS.boardId.test(board) && (frame ?? page) !== undefined ? { board, frame, page } : undefined
}
