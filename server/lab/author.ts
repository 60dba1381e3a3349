import type * as Y from 'yjs'
import type { BoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { canonical } from '#board/testing/canonical.ts'
import type { Random } from '#board/testing/random.ts'
import { editOf } from './ledger.ts'
import type { Deed, Ledger } from './ledger.ts'

/** What somebody does on a copy of a board, and what they see others do, written into the ledger. */
export class Author {
  readonly #board: BoardDocument
  readonly #ledger: Ledger
  readonly #own: string[] = []

  constructor(board: BoardDocument, ledger: Ledger) {
    this.#board = board
    this.#ledger = ledger
    board.onChange(({ added, updated, removed, origin }) => {
      if (origin === 'local') return
      for (const id of [...added, ...updated]) {
        const element = board.get(id)
        if (element !== undefined) ledger.seen({ what: 'edit', id, edit: editOf(element) })
      }
      for (const id of removed) ledger.seen({ what: 'remove', id, edit: 0 })
    })
  }

  /** Does something that a person could do; `undefined` when there was nothing to do. */
  act(random: Random): Deed | undefined {
    const choice = random.int(10)
    const own = this.#own.length > 0 ? random.pick(this.#own) : undefined
    if (choice < 6 || own === undefined) return this.#add(random)
    return choice < 9 ? this.#move(own) : this.#remove(random)
  }

  #add(random: Random): Deed {
    const [id] = random.int(4) === 0 ? this.#board.add([note(random)]) : this.#board.add(stroke(random))
    const element = id === undefined ? undefined : this.#board.get(id)
    if (id === undefined || element === undefined) throw new Error('an element was not made')
    this.#own.push(id)
    return this.#ledger.made(element)
  }

  #move(id: string): Deed | undefined {
    const element = this.#board.get(id)
    if (element === undefined) return undefined
    const edit = editOf(element) + 1
    this.#board.edit([id], 'matrix', [1, 0, 0, 1, edit, 0])
    return this.#ledger.edited(id, edit)
  }

  #remove(random: Random): Deed | undefined {
    const ids = [...this.#board.elements()].map(({ id }) => id)
    if (ids.length === 0) return undefined
    const id = random.pick(ids)
    this.#board.remove([id])
    return this.#ledger.removed(id)
  }
}

function stroke(random: Random) {
  const points = Array.from({ length: 3 * (2 + random.int(20)) }, (_, i) => (i % 3 === 2 ? 0.5 : random.int(400)))
  return newStrokes(points, { color: 'ink', width: 3, opacity: 1 }, 1)
    .slice(0, 1)
    .map((fields) => Object.assign(fields, { matrix: [1, 0, 0, 1, 0, 0] as const }))
}

const note = (random: Random) => ({ kind: 'text', text: `note ${random.int(1_000)}`, matrix: [1, 0, 0, 1, 0, 0] })

/** What one sees of a board, as text: equal exactly for equal boards of which nothing is missing. */
export const viewOf = (board: BoardDocument, { store }: Y.Doc): string =>
  JSON.stringify([canonical(board), store.pendingStructs === null && store.pendingDs === null])
