import type { BoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'

/** One thing that somebody did to an element. `edit` counts its edits; only its maker edits an element. */
export interface Deed {
  readonly what: 'add' | 'edit' | 'remove'
  readonly id: string
  readonly edit: number
}

/** What is known of one element. `safe`: acknowledged, or seen by somebody other than its doer. */
interface Entry {
  readonly content: string
  isAddSafe: boolean
  isRemoveDone: boolean
  isRemoveSafe: boolean
  edits: number
  safeEdits: number
}

/** What an element can never change, as text. */
const contentOf = ({ id, kind, props }: Element): string => {
  const { matrix: _, ...rest } = props as Element['props'] & Record<string, unknown>
  const plain = Object.entries(rest)
    .map(([name, value]): [string, unknown] => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([id, kind, plain])
}

/** The number of an element's edit is where it stands. */
export const editOf = ({ props }: Element): number => props.matrix[4]

/**
 * What people did on one board, what they were told is on disk, and what they saw of each other: against this a board is
 * held that somebody finds who knows nothing. The history checker of the labs.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>()
  /** How many deeds were acknowledged, and how many were seen by others. */
  readonly counts = { done: 0, acknowledged: 0, seen: 0 }

  made(element: Element): Deed {
    this.counts.done++
    const entry = { isAddSafe: false, isRemoveDone: false, isRemoveSafe: false, edits: 0, safeEdits: 0 }
    this.#entries.set(element.id, { content: contentOf(element), ...entry })
    return { what: 'add', id: element.id, edit: 0 }
  }

  edited(id: string, edit: number): Deed {
    this.counts.done++
    this.#entry(id).edits = edit
    return { what: 'edit', id, edit }
  }

  removed(id: string): Deed {
    this.counts.done++
    this.#entry(id).isRemoveDone = true
    return { what: 'remove', id, edit: 0 }
  }

  acknowledged(deed: Deed): void {
    this.counts.acknowledged++
    this.#safe(deed)
  }

  seen(deed: Deed): void {
    if (!this.#entries.has(deed.id)) return
    this.counts.seen++
    this.#safe(deed)
  }

  #safe({ what, id, edit }: Deed): void {
    const entry = this.#entry(id)
    if (what === 'remove') entry.isRemoveSafe = true
    else {
      entry.isAddSafe = true
      entry.safeEdits = Math.max(entry.safeEdits, edit)
    }
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new Error(`nobody made ${id}`)
    return entry
  }

  /** Everything that is wrong with this board: empty when it is as it was promised. */
  audit(board: BoardDocument): string[] {
    const found = new Map([...board.elements()].map((element) => [element.id, element]))
    const wrong: string[] = []
    for (const [id, entry] of this.#entries) wrong.push(...faultsOf(id, entry, found.get(id)))
    for (const id of found.keys()) if (!this.#entries.has(id)) wrong.push(`invented: nobody made ${id}`)
    return wrong
  }
}

function faultsOf(id: string, entry: Entry, element: Element | undefined): string[] {
  const { isAddSafe, isRemoveDone, isRemoveSafe, content, safeEdits, edits } = entry
  if (element === undefined) return isAddSafe && !isRemoveDone ? [`lost: ${id}`] : []
  if (isRemoveSafe) return [`resurrected: ${id}`]
  if (contentOf(element) !== content) return [`altered: ${contentOf(element)} was ${content}`]
  const edit = editOf(element)
  if (edit < safeEdits) return [`lost: edit ${safeEdits} of ${id}, which is at ${edit}`]
  return edit > edits ? [`invented: edit ${edit} of ${id}`] : []
}
