import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { applyUpdate, Doc } from 'yjs'
import { openOffline } from './offline.ts'
import { deleteOfflineStore, openOfflineStore, type OfflineStore } from './offline-store.ts'

const names: string[] = []
const newName = () => {
  const name = `test-${crypto.randomUUID()}`
  names.push(name)
  return name
}
const opening = (name: string) => (board: string) => openOfflineStore(board, name)

afterEach(async () => {
  for (const name of names.splice(0)) await deleteOfflineStore(name)
})

/** Updates that write 0, 1, 2, ... into one array, one each. */
function numbered(count: number): Uint8Array[] {
  const doc = new Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i++) doc.getArray('a').push([i])
  return updates
}

function contentOf(updates: readonly Uint8Array[]): unknown[] {
  const doc = new Doc()
  for (const update of updates) applyUpdate(doc, update)
  return doc.getArray('a').toArray()
}

describe('this browser’s copy', () => {
  it('[OFF1] gives back every update after the page is gone, mine and others’', async () => {
    const open = opening(newName())
    const first = await openOffline('board-one-1', open)
    const updates = numbered(30)
    updates.forEach((update, i) => first.append(update, i % 2 === 0))
    await first.dispose()
    const second = await openOffline('board-one-1', open)
    expect(contentOf(second.stored)).toEqual(Array.from({ length: 30 }, (_, i) => i))
    await second.dispose()
  })

  it('[OFF2] remembers how many of my changes the server hasn’t confirmed', async () => {
    const open = opening(newName())
    const [a, b, c] = numbered(3) as [Uint8Array, Uint8Array, Uint8Array]
    const first = await openOffline('board-one-1', open)
    first.append(a, true)
    first.append(b, false)
    first.append(c, true)
    await first.dispose()
    const second = await openOffline('board-one-1', open)
    expect(second.owed).toBe(2)
    second.append(a, true)
    await second.dispose()
    const third = await openOffline('board-one-1', open)
    expect(third.owed).toBe(3)
    await third.dispose()
  })

  it('[OFF3] owes nothing once the server has confirmed, whoever of my pages made the changes', async () => {
    const open = opening(newName())
    const [a, b] = numbered(2) as [Uint8Array, Uint8Array]
    const first = await openOffline('board-one-1', open)
    first.append(a, true)
    await first.dispose()
    const second = await openOffline('board-one-1', open)
    second.append(b, true)
    second.confirm(second.owed + 1)
    await second.dispose()
    const third = await openOffline('board-one-1', open)
    expect(third.owed).toBe(0)
    expect(third.stored).toHaveLength(2)
    await third.dispose()
  })

  it('[OFF4] does not forget what another open tab has added since', async () => {
    const open = opening(newName())
    const [a, b] = numbered(2) as [Uint8Array, Uint8Array]
    const one = await openOffline('board-one-1', open)
    one.append(a, true)
    await one.dispose()
    const reopened = await openOffline('board-one-1', open)
    const other = await openOffline('board-one-1', open)
    other.append(b, true)
    reopened.confirm(reopened.owed)
    await reopened.dispose()
    await other.dispose()
    const last = await openOffline('board-one-1', open)
    expect(last.owed).toBe(1)
    await last.dispose()
  })

  it('[OFF5] keeps boards apart', async () => {
    const open = opening(newName())
    const one = await openOffline('board-one-1', open)
    one.append(numbered(1)[0]!, true)
    await one.dispose()
    const two = await openOffline('board-two-2', open)
    expect(two.stored).toEqual([])
    expect(two.owed).toBe(0)
    await two.dispose()
  })

  it('[OFF11] what is given up or set aside is followed by no late write', async () => {
    const open = opening(newName())
    const [first, second, third] = numbered(3) as [Uint8Array, Uint8Array, Uint8Array]
    for (const end of ['clear', 'setAside'] as const) {
      const offline = await openOffline('board-one-1', open)
      offline.append(first, true)
      const ended = end === 'clear' ? offline.clear() : offline.setAside(second, { code: 4400, reason: 'no' })
      // The person goes on drawing until the page is gone; that builds on what was given up.
      offline.append(third, true)
      await ended
      await offline.dispose()
      const again = await openOffline('board-one-1', open)
      expect(again.stored).toEqual([])
      expect(again.owed).toBe(0)
      expect(contentOf(again.aside?.bytes ? [again.aside.bytes] : [])).toEqual(end === 'clear' ? [] : [0, 1])
      await again.clear()
      await again.dispose()
    }
  })

  it('[OFF12] work that was set aside is there until it is dealt with, together with what is set aside later', async () => {
    const open = opening(newName())
    const [a, b, c] = numbered(3) as [Uint8Array, Uint8Array, Uint8Array]
    for (const [at, update] of [a, b].entries()) {
      const offline = await openOffline('board-one-1', open)
      offline.append(update, true)
      await offline.setAside(c, { code: 4400 + at, reason: `refused ${at}` })
      await offline.dispose()
    }
    const reopened = await openOffline('board-one-1', open)
    expect(reopened.aside).toMatchObject({ code: 4401, reason: 'refused 1' })
    expect(contentOf([reopened.aside!.bytes!])).toEqual([0, 1, 2])
    const lost = [{ what: 'setting', id: 'grid', why: 'no', value: 'maybe' }] as const
    await reopened.settleAside({ lost, code: 4401, reason: 'refused 1' })
    await reopened.dispose()
    const later = await openOffline('board-one-1', open)
    expect(later.aside).toMatchObject({ lost, reason: 'refused 1' })
    expect(later.aside?.bytes).toBeUndefined()
    await later.settleAside(null)
    await later.dispose()
    const last = await openOffline('board-one-1', open)
    expect(last.aside).toBeNull()
    await last.dispose()
  })

  it('[OFF6] counts a change as unwritten until its transaction is complete', async () => {
    const offline = await openOffline('board-one-1', opening(newName()))
    offline.append(numbered(1)[0]!, true)
    expect(offline.unwritten.value).toBe(1)
    await expect.poll(() => offline.unwritten.value).toBe(0)
    await offline.dispose()
  })

  it('[OFF7] opens without a store and says that nothing is kept', async () => {
    const blocked = () => Promise.reject<OfflineStore>(new DOMException('denied', 'SecurityError'))
    const offline = await openOffline('board-one-1', blocked)
    expect(offline.failure.value).toBe('denied')
    offline.append(numbered(1)[0]!, true)
    expect(offline.unwritten.value).toBe(1)
    await offline.dispose()
  })

  it('[OFF8] reports a write that failed and never counts it as kept', async () => {
    const name = newName()
    const offline = await openOffline('board-one-1', async (board) => {
      const store = await openOfflineStore(board, name)
      // What a browser that is out of space or closing does to the next write.
      store.close()
      return { ...store, load: async () => ({ updates: [], debts: new Map(), aside: null }) }
    })
    offline.append(numbered(1)[0]!, true)
    await expect.poll(() => offline.failure.value).not.toBe(null)
    expect(offline.unwritten.value).toBe(1)
    await offline.dispose()
  })
})

describe('compaction', () => {
  it('[OFF9] merges rows and loses nothing, however it interleaves with writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('write', 'compact'), { maxLength: 40 }), async (steps) => {
        const store = await openOfflineStore('board-one-1', newName())
        const updates = numbered(steps.length)
        const written: number[] = []
        for (const [i, step] of steps.entries()) {
          // Updates of one writer follow each other: what isn't written now is written with the next.
          if (step === 'compact') await store.compact()
          const due = updates.slice(written.length, i + 1)
          if (step === 'write') {
            await store.write({ updates: due, writer: 'me', owes: 0, settled: new Map() })
            written.push(...due.map((_, k) => written.length + k))
          }
        }
        await store.compact()
        const { updates: kept } = await store.load()
        store.close()
        expect(contentOf(kept)).toEqual(written)
      }),
      { numRuns: 15 },
    )
  })

  it('[OFF10] leaves few rows behind', async () => {
    const open = opening(newName())
    const offline = await openOffline('board-one-1', open)
    for (const update of numbered(1_000)) offline.append(update, false)
    await offline.dispose()
    const again = await openOffline('board-one-1', open)
    expect(again.stored.length).toBeLessThan(300)
    expect(contentOf(again.stored)).toHaveLength(1_000)
    await again.dispose()
  })

  it('[OFF9] may be begun by two tabs at once, or be overtaken by somebody who forgets the board', async () => {
    const name = newName()
    const [one, two] = [await openOfflineStore('board-one-1', name), await openOfflineStore('board-one-1', name)]
    await one.write({ updates: numbered(6), writer: 'me', owes: 0, settled: new Map() })
    await Promise.all([one.compact(), two.compact()])
    expect(contentOf((await one.load()).updates)).toEqual([0, 1, 2, 3, 4, 5])
    await one.write({ updates: numbered(6), writer: 'me', owes: 0, settled: new Map() })
    const merging = one.compact()
    await two.clear()
    await merging
    expect((await two.load()).updates).toEqual([])
    one.close()
    two.close()
  })
})

describe('a big board', () => {
  /** An update of one entry that takes so many bytes, and small ones that follow it. */
  function bigAndSmall(): Uint8Array[] {
    const doc = new Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    doc.getArray('a').push([new Uint8Array(1_500_000).fill(7)])
    for (let i = 1; i < 4; i++) doc.getArray('a').push([new Uint8Array(400_000).fill(i)])
    return updates
  }
  const sizesOf = (updates: readonly Uint8Array[]) => contentOf(updates).map((entry) => (entry as Uint8Array).length)
  const ALL = [1_500_000, 400_000, 400_000, 400_000]

  it('[OFF13] is kept, merged and set aside as a small one is', async () => {
    const name = newName()
    const store = await openOfflineStore('board-one-1', name)
    const [big, ...small] = bigAndSmall() as [Uint8Array, ...Uint8Array[]]
    await store.write({ updates: [big], writer: 'me', owes: 0, settled: new Map() })
    await store.write({ updates: small, writer: 'me', owes: 2, settled: new Map() })
    expect(sizesOf((await store.load()).updates)).toEqual(ALL)
    await store.compact()
    const { updates } = await store.load()
    expect(updates).toHaveLength(1)
    expect(sizesOf(updates)).toEqual(ALL)
    await store.setAside(numbered(1)[0]!, { code: 4400, reason: 'no' })
    const { updates: left, aside } = await store.load()
    expect(left).toEqual([])
    expect(contentOf([aside!.bytes!])).toHaveLength(ALL.length + 1)
    store.close()
  })

  it('[OFF14] that has just come is written with what this person does next, and no later than when the page is left', async () => {
    for (const hasDrawn of [true, false]) {
      const open = opening(newName())
      const offline = await openOffline('board-one-1', open)
      const [first, second] = numbered(2) as [Uint8Array, Uint8Array]
      offline.append(first, false)
      if (hasDrawn) {
        offline.append(second, true)
        await expect.poll(() => offline.unwritten.value).toBe(0)
      } else await offline.dispose()
      const other = await openOffline('board-one-1', open)
      expect(contentOf(other.stored)).toEqual(hasDrawn ? [0, 1] : [0])
      if (hasDrawn) await offline.dispose()
      await other.dispose()
    }
  })
})
