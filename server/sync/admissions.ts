import type { Counted } from '../access/counted.ts'
import { Rates } from '../access/rates.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'

/** May come in: to be let go when it leaves. Or may not, and why. */
export type Admitted =
  | { readonly type: 'admitted'; readonly leave: () => void }
  | { readonly type: 'full'; readonly reason: string; readonly waitSeconds: number }

const MINUTE_MS = 60_000

const HOLDER = { person: 'of yours', address: 'from this address' } as const

/** Counts sockets: in all, by person and by address. */
export class Admissions {
  readonly #limits: Limits
  readonly #connects: Rates
  /** Sockets that are there, by what they count against. */
  readonly #here = { person: new Map<string, number>(), address: new Map<string, number>() }
  #connections = 0

  constructor(limits: Limits) {
    this.#limits = limits
    const { personConnectsPerMinute: person, addressConnectsPerMinute: address } = limits
    this.#connects = new Rates({ person, address }, MINUTE_MS)
  }

  admit(who: Counted, nowMs: number): Admitted {
    const { waitFullSeconds, waitConnectSeconds } = SERVER_LIMITS
    const { connections, personConnections, addressConnections } = this.#limits
    if (this.#connections >= connections) return full('the server is full', waitFullSeconds)
    const most = { person: personConnections, address: addressConnections }
    for (const key of ['person', 'address'] as const)
      if (this.#of(key, who[key]) >= most[key]) return full(`too many connections ${HOLDER[key]}`, waitFullSeconds)
    const waiting = this.#connects.spend(who, nowMs)
    if (waiting !== undefined) return full(`too many new connections ${HOLDER[waiting.who]}`, waitConnectSeconds)
    this.#count(who, 1)
    let isHere = true
    const leave = (): void => {
      if (isHere) this.#count(who, -1)
      isHere = false
    }
    return { type: 'admitted', leave }
  }

  #of(key: keyof Counted, name: string | undefined): number {
    return name === undefined ? 0 : (this.#here[key].get(name) ?? 0)
  }

  #count(who: Counted, change: 1 | -1): void {
    this.#connections += change
    for (const key of ['person', 'address'] as const) {
      const name = who[key]
      if (name === undefined) continue
      const connections = this.#of(key, name) + change
      if (connections > 0) this.#here[key].set(name, connections)
      else this.#here[key].delete(name)
    }
  }
}

const full = (reason: string, waitSeconds: number): Admitted => ({ type: 'full', reason, waitSeconds })
