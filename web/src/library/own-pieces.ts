import { signal, type ReadonlySignal } from '@preact/signals'
import { decodeClip, encodeClip } from '#board/document/clip.ts'
import { newId } from '#board/document/new-id.ts'
import { isBorn } from '#board/elements/read.ts'
import { boxAt } from '#board/geometry/box.ts'
import { LIMITS } from '#board/limits.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import type { Piece } from './piece.ts'

/** Somebody's own pieces, as this browser keeps them. */
export interface OwnPieces {
  readonly list: ReadonlySignal<readonly Piece[]>
  /** Answers whether this browser keeps them: it may be out of room, or keep nothing. They are there until the page goes in any case. */
  readonly add: (pieces: readonly Omit<Piece, 'id'>[]) => boolean
  readonly remove: (id: string) => void
}

const KEY = 'library'
const FORMAT = 'drawbridge/library'
/** So many pieces are kept and read. */
const MOST = 500
/** For what gets an id of its own when it is put on a board. */
const ANY_ID = 'any-id-at-all'
/** A clip says where it was copied from, a piece does not. */
const NOWHERE = boxAt(0, 0, 1, 1)

export function createOwnPieces(memory: LocalMemory): OwnPieces {
  const list = signal<readonly Piece[]>(piecesIn(memory.recall(KEY)))
  const keep = (pieces: readonly Piece[]): boolean => {
    list.value = pieces
    const stored = pieces.map(storedPiece)
    memory.remember(KEY, stored)
    return JSON.stringify(memory.recall(KEY)) === JSON.stringify(stored)
  }
  return {
    list,
    add: (pieces) => keep([...pieces.map((piece) => ({ ...piece, id: newId() })), ...list.value].slice(0, MOST)),
    remove: (id) => void keep(list.value.filter((piece) => piece.id !== id)),
  }
}

const storedPiece = ({ name, elements }: Omit<Piece, 'id'>) => ({ name, clip: encodeClip({ elements, box: NOWHERE }) })

/** Pieces as a file, to be carried to another browser. */
export const libraryFile = (pieces: readonly Piece[]): string =>
  JSON.stringify({ format: FORMAT, pieces: pieces.map(storedPiece) })

/** Could this be what {@link libraryFile} wrote? A glance at its beginning. */
export const looksLikeLibraryFile = (text: string): boolean => text.trimStart().startsWith(`{"format":"${FORMAT}"`)

/** The pieces of a file that {@link libraryFile} wrote; none of anything else. Never throws. */
export function readLibraryFile(content: string): readonly Omit<Piece, 'id'>[] {
  if (content.length > LIMITS.messageBytes) return []
  try {
    const file: unknown = JSON.parse(content)
    if (typeof file !== 'object' || file === null || !('format' in file) || file.format !== FORMAT) return []
    return 'pieces' in file ? piecesIn(file.pieces) : []
  } catch {
    return []
  }
}

/** What somebody else may have written: each piece is taken if it can be read. */
function piecesIn(raw: unknown): Piece[] {
  if (!Array.isArray(raw)) return []
  return raw.slice(0, MOST).flatMap((entry: unknown): Piece[] => {
    if (typeof entry !== 'object' || entry === null) return []
    const { name, clip } = entry as Partial<Record<string, unknown>>
    const decoded = typeof clip === 'string' ? decodeClip(clip) : undefined
    if (decoded?.type !== 'clip' || decoded.clip.elements.length === 0) return []
    if (!decoded.clip.elements.every(({ kind }) => isBorn({ id: ANY_ID, kind }))) return []
    const label = typeof name === 'string' ? name.slice(0, LIMITS.titleLength) : ''
    return [{ id: newId(), name: label, elements: decoded.clip.elements }]
  })
}
