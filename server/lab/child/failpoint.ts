import { FAILPOINTS, VERBS } from './job.ts'
import type { Failpoint, FailpointName, Verb } from './job.ts'

export type Reach = (name: FailpointName) => void

const CELLS = 2 + VERBS.length

/** The failpoint that is armed, if any, and what the storage is doing: shared between the threads of a process. */
export class Armed {
  readonly #cells: Int32Array

  /** @param memory from {@link Armed.memory} */
  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory)
  }

  static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)
  }

  arm({ name, hit }: Failpoint): void {
    Atomics.store(this.#cells, 1, hit)
    Atomics.store(this.#cells, 0, FAILPOINTS.indexOf(name) + 1)
  }

  /** Ends this process as `kill -9` does, without a word to anybody, when the armed failpoint is reached often enough. */
  readonly reach: Reach = (name) => {
    if (Atomics.load(this.#cells, 0) !== FAILPOINTS.indexOf(name) + 1) return
    if (Atomics.sub(this.#cells, 1, 1) === 1) process.kill(process.pid, 'SIGKILL')
  }

  /** The storage is asked for something until the call ends. */
  async during<T>(verb: string, call: () => Promise<T>): Promise<T> {
    const index = VERBS.indexOf(verb as Verb)
    if (index < 0) return call()
    const known = verb as Verb
    this.reach(`${known}-asked`)
    Atomics.add(this.#cells, 2 + index, 1)
    const value = await call().finally(() => Atomics.sub(this.#cells, 2 + index, 1))
    this.reach(`${known}-answered`)
    return value
  }

  /** A thread of the storage is about to do one more thing to its file. */
  step(): void {
    for (const [index, verb] of VERBS.entries())
      if (Atomics.load(this.#cells, 2 + index) > 0) this.reach(`${verb}-step`)
  }
}
