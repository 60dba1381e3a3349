import { AddressRate } from '../access/address-rate.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'

/** May come in: to be let go when it leaves. Or may not, and why. */
export type Admitted =
  | { readonly type: 'admitted'; readonly leave: () => void }
  | { readonly type: 'full'; readonly reason: string; readonly waitSeconds: number }

const MINUTE_MS = 60_000

/** Counts sockets, in all and by address. */
export class Admissions {
  readonly #limits: Limits
  readonly #connects: AddressRate
  readonly #byAddress = new Map<string, number>()
  #connections = 0

  constructor(limits: Limits) {
    this.#limits = limits
    this.#connects = new AddressRate(limits.addressConnectsPerMinute, MINUTE_MS)
  }

  /** @param address `undefined`: nobody can be told apart, so only the total counts */
  admit(address: string | undefined, nowMs: number): Admitted {
    const { waitFullSeconds, waitConnectSeconds } = SERVER_LIMITS
    const { connections, addressConnections } = this.#limits
    if (this.#connections >= connections) return full('the server is full', waitFullSeconds)
    if (address !== undefined) {
      if (this.#of(address) >= addressConnections)
        return full('too many connections from this address', waitFullSeconds)
      if (this.#connects.spend(address, nowMs) > 0)
        return full('too many new connections from this address', waitConnectSeconds)
    }
    this.#count(address, 1)
    let isHere = true
    const leave = (): void => {
      if (isHere) this.#count(address, -1)
      isHere = false
    }
    return { type: 'admitted', leave }
  }

  #of(address: string): number {
    return this.#byAddress.get(address) ?? 0
  }

  #count(address: string | undefined, change: 1 | -1): void {
    this.#connections += change
    if (address === undefined) return
    const connections = this.#of(address) + change
    if (connections > 0) this.#byAddress.set(address, connections)
    else this.#byAddress.delete(address)
  }
}

const full = (reason: string, waitSeconds: number): Admitted => ({ type: 'full', reason, waitSeconds })
