/** The z-order of slots (see `slots.ts`): by fractional index, ties by id. */
export interface Stack {
  /** Adds a slot, or moves it when it is there already. */
  set(slot: number, z: string, id: string): void
  delete(slot: number): void
  /** Place from the bottom: greater is above. Places of different slots may be compared until the next change. */
  placeOf(slot: number): number
  /** The topmost `count`, bottom to top; fewer where something among them has just left. */
  top(count: number): number[]
  /** Sorts bottom to top, in place. */
  sort(slots: number[]): number[]
}

const NOWHERE = 0xffffffff

/**
 * A sorted array and each slot's place in it. What goes on top is added at the end at once; what goes elsewhere waits until somebody
 * asks for the order, and then all of it is merged at once.
 */
export function createStack(): Stack {
  const zs: string[] = []
  const ids: string[] = []
  /** Slots bottom to top; an entry whose slot has another place by now is a hole. */
  let order = new Uint32Array(64)
  let places = new Uint32Array(64).fill(NOWHERE)
  let end = 0
  let holes = 0
  const waiting = new Set<number>()

  const compare = (a: number, b: number): number => {
    const [za, zb] = [zs[a] ?? '', zs[b] ?? '']
    if (za !== zb) return za < zb ? -1 : 1
    const [ia, ib] = [ids[a] ?? '', ids[b] ?? '']
    return ia < ib ? -1 : Number(ia > ib)
  }

  const isHole = (place: number) => places[order[place]!] !== place

  function push(slot: number): void {
    if (end === order.length) order = grown(order, 0)
    order[end] = slot
    places[slot] = end++
  }

  function closeHoles(): void {
    if (holes === 0) return
    const before = end
    end = 0
    for (let place = 0; place < before; place++) {
      const slot = order[place]!
      if (places[slot] === place) push(slot)
    }
    holes = 0
  }

  /** How many of the lowest `among` are below a slot. */
  function below(slot: number, among: number): number {
    let [low, high] = [0, among]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(order[middle]!, slot) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** From the top down, so that what is there moves up once, a run at a time: only places of the fresh are looked for, by halving. */
  function merge(): void {
    closeHoles()
    const fresh = [...waiting].sort(compare)
    waiting.clear()
    while (order.length < end + fresh.length) order = grown(order, 0)
    let to = end
    for (let nth = fresh.length - 1; nth >= 0; nth--) {
      const place = below(fresh[nth]!, to)
      order.copyWithin(place + nth + 1, place, to)
      order[place + nth] = fresh[nth]!
      to = place
    }
    end += fresh.length
    for (let place = to; place < end; place++) places[order[place]!] = place
  }

  function settle(): void {
    if (waiting.size > 0 || holes > 64 + end / 2) merge()
  }

  function remove(slot: number): void {
    if (waiting.delete(slot)) return
    if (places[slot] === undefined || places[slot] === NOWHERE) return
    places[slot] = NOWHERE
    holes++
    while (end > 0 && isHole(end - 1)) {
      end--
      holes--
    }
  }

  return {
    set(slot, z, id) {
      const stays = zs[slot] === z && ids[slot] === id && (waiting.has(slot) || (places[slot] ?? NOWHERE) !== NOWHERE)
      if (stays) return
      remove(slot)
      zs[slot] = z
      ids[slot] = id
      while (slot >= places.length) places = grown(places, NOWHERE)
      if (waiting.size === 0 && (end === 0 || compare(slot, order[end - 1]!) > 0)) push(slot)
      else waiting.add(slot)
    },
    delete: remove,
    placeOf(slot) {
      settle()
      return places[slot] ?? NOWHERE
    },
    top(count) {
      settle()
      const from = Math.max(0, end - count)
      return Array.from(order.subarray(from, end)).filter((slot, i) => places[slot] === from + i)
    },
    sort(slots) {
      settle()
      const found = Uint32Array.from(slots, (slot) => places[slot] ?? NOWHERE).sort()
      for (const [i, place] of found.entries()) slots[i] = order[place] ?? slots[i]!
      return slots
    },
  }
}

function grown(array: Uint32Array<ArrayBuffer>, filling: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length).fill(filling, array.length)
  larger.set(array)
  return larger
}
