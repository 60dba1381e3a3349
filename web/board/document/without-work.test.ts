import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { canonical } from '../testing/canonical.ts'
import { actAtRandom, regretAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { seedIds } from '../testing/seeded-ids.ts'
import { SET_BYTES } from '../testing/set-specimen.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { applyDifference, differenceBetween } from './difference.ts'
import { type LoggedUpdate, withoutWork } from './without-work.ts'

vi.mock('lib0/random', () => import('../testing/seeded-ids.ts'))

/** A server that keeps a log with names, and people whose work it hears of when they say so. */
function room(...names: readonly string[]) {
  const server = new Y.Doc()
  const log: { readonly bytes: Uint8Array; readonly by: string }[] = []
  server.on('update', (bytes: Uint8Array, by: unknown) => void log.push({ bytes, by: String(by) }))
  const people = names.map((name, i) => {
    const doc = new Y.Doc()
    // Set, not random: who wins a tie depends on it, and a failure must happen again.
    doc.clientID = i + 1
    const board = createBoardDocument(doc)
    return {
      name,
      board,
      history: board.history(),
      /** Tells the server all that it doesn't know, and hears all that it knows. */
      sync() {
        Y.applyUpdate(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), name)
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'server')
      },
    }
  })
  const desk = createBoardDocument(server)
  return {
    people,
    desk,
    log,
    /** The board as it would be without what `name` did after the first so many updates. */
    without(name: string, after = 0) {
      const base = new Y.Doc()
      for (const { bytes } of log.slice(0, after)) Y.applyUpdate(base, bytes)
      const updates = log.slice(after).map(({ bytes, by }): LoggedUpdate => ({ bytes, isTheirs: by === name }))
      const { now, rest, kept } = withoutWork(Y.encodeStateAsUpdate(base), updates)
      return { now: createBoardDocument(now), rest: createBoardDocument(rest), kept }
    },
    /** And makes it so, as one more update of the log. */
    undo(name: string, after = 0) {
      const { now, rest } = this.without(name, after)
      const difference = differenceBetween(now, rest)
      server.transact(() => applyDifference(desk, difference), 'owner')
      return log.length - 1
    },
  }
}

const SHAPE = { kind: 'shape', shape: 'rectangle', matrix: [100, 0, 0, 60, 0, 0] } as const
const propsOf = (board: BoardDocument, id: string) =>
  board.get(id)?.props as { readonly text?: string; readonly color?: string; readonly fill?: string } | undefined
const textOf = (board: BoardDocument, id: string) => propsOf(board, id)?.text
const colorOf = (board: BoardDocument, id: string) => propsOf(board, id)?.color

describe('a board without what one person did', { timeout: 60_000 }, () => {
  it('[PAST20] what they added goes, what they deleted comes back as it was before them, and so does what they wrote last', () => {
    const shared = room('ann', 'vandal')
    const { people, desk } = shared
    const [ann, vandal] = people as [(typeof people)[number], (typeof people)[number]]
    const [kept, moved, gone] = ann.board.add([
      { ...SHAPE, text: 'hello world' },
      { ...SHAPE, color: 'red' },
      { ...SHAPE, color: 'green', text: 'mine' },
    ]) as [string, string, string]
    ann.board.edit([gone], 'color', 'blue')
    ann.board.pages.edit('a-second-page', { name: 'Two', order: 'a1' })
    ann.sync()
    vandal.sync()
    const before = canonical(desk)
    vandal.board.add([SHAPE, SHAPE])
    vandal.board.editText(kept, [{ index: 5, remove: 6, insert: ' vandal' }])
    vandal.board.edit([moved, gone], 'color', 'yellow')
    vandal.board.edit([moved], 'color', 'pink')
    vandal.board.remove([gone])
    vandal.board.setMeta({ title: 'Ha' })
    vandal.board.pages.edit('a-second-page', { gone: true })
    vandal.board.pages.edit('page-of-theirs', { name: 'Ha', order: 'a2' })
    vandal.sync()
    shared.undo('vandal')
    expect(canonical(desk)).toEqual(before)
    expect([textOf(desk, kept), colorOf(desk, moved), colorOf(desk, gone)]).toEqual(['hello world', 'red', 'blue'])
    expect(desk.pages.get('a-second-page')).toMatchObject({ name: 'Two', gone: false })
    expect(desk.pages.get('page-of-theirs').gone).toBe(true)
  })

  it('[PAST21] what others have done since stays: their values, their letters, and elements of that person that they worked on', () => {
    const shared = room('ann', 'vandal')
    const { people, desk } = shared
    const [ann, vandal] = people as [(typeof people)[number], (typeof people)[number]]
    const [own] = ann.board.add([{ ...SHAPE, text: 'ab' }]) as [string]
    ann.sync()
    vandal.sync()
    vandal.board.edit([own], 'color', 'yellow')
    vandal.board.edit([own], 'fill', 'red')
    vandal.board.editText(own, [{ index: 1, remove: 0, insert: 'XX' }])
    const [worked, plain, deleted] = vandal.board.add([{ ...SHAPE, text: 'X' }, SHAPE, SHAPE]) as [
      string,
      string,
      string,
    ]
    vandal.sync()
    ann.sync()
    ann.board.edit([own], 'color', 'green')
    ann.board.editText(own, [{ index: 4, remove: 0, insert: 'c' }])
    ann.board.edit([worked], 'color', 'blue')
    ann.board.remove([deleted])
    ann.sync()
    expect(shared.without('vandal').kept).toEqual([worked])
    shared.undo('vandal')
    expect([...desk.ids()].sort()).toEqual([own, worked].sort())
    expect([textOf(desk, own), colorOf(desk, own), textOf(desk, worked), colorOf(desk, worked)]).toEqual([
      'abc',
      'green',
      'X',
      'blue',
    ])
    expect(propsOf(desk, own)?.fill).not.toBe('red')
    expect(desk.has(plain)).toBe(false)
  })

  it('[PAST22] what somebody else had made of words is there again', () => {
    const shared = room('ann', 'vandal')
    const [ann, vandal] = shared.people as [(typeof shared.people)[number], (typeof shared.people)[number]]
    const [id] = ann.board.add([{ kind: 'formula', text: 'x' }]) as [string]
    ann.board.edit([id], 'set', SET_BYTES)
    ann.sync()
    vandal.sync()
    const at = shared.log.length
    vandal.board.edit([id], 'set', null)
    vandal.sync()
    shared.undo('vandal', at)
    expect(shared.desk.get(id)?.props).toMatchObject({ set: SET_BYTES })
  })

  it('[PAST22] whatever was there before that person alone did something is there again, and doing it again is undone likewise', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        seedIds(seed)
        const random = createRandom(seed)
        const shared = room('ann', 'vandal')
        const [ann, vandal] = shared.people as [(typeof shared.people)[number], (typeof shared.people)[number]]
        for (let round = 0; round < 15; round++) actAtRandom(ann.board, random)
        ann.sync()
        vandal.sync()
        const [before, at] = [canonical(shared.desk), shared.log.length]
        for (let round = 0; round < 20; round++) {
          actAtRandom(vandal.board, random)
          regretAtRandom(vandal.history, random)
          if (random.int(3) === 0) vandal.sync()
        }
        vandal.sync()
        const worst = canonical(shared.desk)
        const undone = shared.undo('vandal', at)
        expect(canonical(shared.desk)).toEqual(before)
        // The undoing is a change like any other.
        shared.undo('owner', undone)
        expect(canonical(shared.desk)).toEqual(worst)
      }),
      { numRuns: 60 },
    )
  })

  it('[PAST21] whoever works at the same time, online or not, loses nothing', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        seedIds(seed)
        const random = createRandom(seed)
        const shared = room('ann', 'ben', 'vandal')
        for (let round = 0; round < 40; round++) {
          const person = random.pick(shared.people)
          actAtRandom(person.board, random)
          regretAtRandom(person.history, random)
          if (random.int(2) === 0) person.sync()
        }
        for (const person of [...shared.people, ...shared.people]) person.sync()
        const { now, rest, kept } = shared.without('vandal')
        const madeBy = (isWanted: (by: string) => boolean) =>
          new Set(shared.log.flatMap(({ by, bytes }) => (isWanted(by) ? recordsIn(bytes) : [])))
        const [others, theirs] = [madeBy((by) => by !== 'vandal'), madeBy((by) => by === 'vandal')]
        // What somebody else had deleted is only there because of them, if they made it again by undoing.
        for (const id of now.ids()) if (others.has(id) && !theirs.has(id)) expect(rest.has(id)).toBe(true)
        for (const id of rest.ids()) expect(others.has(id) || kept.includes(id)).toBe(true)
        // Made so on the board on which somebody goes on meanwhile, all agree.
        const [ann] = shared.people as [(typeof shared.people)[number]]
        actAtRandom(ann.board, random)
        shared.undo('vandal')
        for (const person of [...shared.people, ...shared.people]) person.sync()
        for (const { board } of shared.people) expect(canonical(board)).toEqual(canonical(shared.desk))
      }),
      { numRuns: 60 },
    )
  })
})

/** The ids of the elements that an update brings. */
const recordsIn = (bytes: Uint8Array): string[] =>
  Y.decodeUpdate(bytes).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny
      ? struct.content.arr.flatMap((value: unknown) =>
          typeof value === 'object' && value !== null && 'kind' in value && 'id' in value ? [String(value.id)] : [],
        )
      : [],
  )
