import type { Rounds } from './rounds.ts'
import type { TileOrder } from './paint-part.ts'
import { samePart, sameTile } from './tile-grid.ts'
import { dirtyPixels, lacksOnlyTop, type Tile } from './tile-levels.ts'

/** What a painter was asked for, and has not delivered yet. */
export interface TileOrders {
  /**
   * What to ask for of tiles, most wanted first, when the picture is at `version`; `undefined` when that is what was asked for already. What
   * has only to be laid over a tile waits for the next round.
   */
  of(wanted: Iterable<Tile>, version: number): readonly TileOrder[] | undefined
  delivered(order: TileOrder): void
  /** Whoever was asked has forgotten it. */
  forget(): void
}

export function createTileOrders(rounds: Rounds): TileOrders {
  let ordered: readonly TileOrder[] = []

  /** `undefined` when it has to wait for the next round. */
  function orderOf(tile: Tile, version: number, isRound: boolean): TileOrder | undefined {
    const { scale, place, shown } = tile
    const order = { scale, place, pixels: dirtyPixels(tile) }
    if (!lacksOnlyTop(tile)) return order
    const before = ordered.find((other) => sameTile(other, order))
    if (before?.over?.after === shown) return before
    return isRound ? { ...order, over: { after: shown, upTo: version } } : undefined
  }

  return {
    of(wanted, version) {
      const isRound = !rounds.rests
      const orders: TileOrder[] = []
      for (const tile of wanted) {
        const order = orderOf(tile, version, isRound)
        if (order) orders.push(order)
        else rounds.askAgain(false)
        if (order?.over?.upTo === version && isRound) rounds.begin()
      }
      const isSame = orders.length === ordered.length && orders.every((order, i) => sameOrder(order, ordered[i]!))
      if (isSame) return undefined
      ordered = orders
      return orders
    },
    delivered(order) {
      ordered = ordered.filter((other) => !sameTile(other, order))
    },
    forget() {
      ordered = []
    },
  }
}

const sameOrder = (a: TileOrder, b: TileOrder): boolean =>
  samePart(a, b) && a.over?.after === b.over?.after && a.over?.upTo === b.over?.upTo
