import { covers, type FontFile } from '#board/render/font-files.ts'

/** A file with the name that the renderer knows it by. */
export interface Piece extends FontFile {
  readonly alias: string
  readonly path: string
}

/** Characters of which it is remembered who has them; when there are more, all are forgotten. */
const CAPACITY = 10_000

/** A family list in one face, best first: the pieces of families that come in files, and the names of others. */
export class FontStack {
  readonly #members: readonly (Piece | string)[]
  /** Hundreds of pieces, with hundreds of ranges: asked once for each character. */
  readonly #having = new Map<number, readonly Piece[]>()

  constructor(members: readonly (Piece | string)[]) {
    this.#members = members
  }

  /** What a text needs of it. Hot path (words that are measured or drawn). */
  neededFor(text: string): (Piece | string)[] {
    const needed = new Set<Piece>()
    for (const character of text) for (const piece of this.#piecesWith(character.codePointAt(0) ?? 0)) needed.add(piece)
    return this.#members.filter((member) => typeof member === 'string' || needed.has(member))
  }

  #piecesWith(codePoint: number): readonly Piece[] {
    const known = this.#having.get(codePoint)
    if (known !== undefined) return known
    const pieces = this.#members.filter((member) => typeof member !== 'string' && covers(member, codePoint)) as Piece[]
    if (this.#having.size >= CAPACITY) this.#having.clear()
    this.#having.set(codePoint, pieces)
    return pieces
  }
}
