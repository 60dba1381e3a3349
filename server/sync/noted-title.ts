import { readMeta } from '#board/document/meta.ts'
import type { Replica } from './replica.ts'

/** What a board is called, as lists say it: noted beside the board whenever its document says something else. */
export class NotedTitle {
  readonly #replica: Pick<Replica, 'look'>
  readonly #note: (title: string) => Promise<void>
  #noted: string
  #noting = Promise.resolve()

  /** @param noted the last time */
  constructor(noted: string, replica: Pick<Replica, 'look'>, note: (title: string) => Promise<void>) {
    this.#noted = noted
    this.#replica = replica
    this.#note = note
    this.look()
  }

  /** Resolves when lists say what was seen last. */
  get noted(): Promise<void> {
    return this.#noting
  }

  /** To be called when the document may have changed. */
  look(): void {
    const { title } = this.#replica.look((doc) => readMeta(doc.getMap('meta')))
    if (title === this.#noted) return
    this.#noted = title
    this.#noting = this.#note(title)
  }
}
