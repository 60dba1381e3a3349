import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { translate } from '../geometry/matrix.ts'
import { canonical } from '../testing/canonical.ts'
import { actAtRandom } from '../testing/person.ts'
import { createRandom } from '../testing/random.ts'
import { createTwins } from '../testing/twins.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'

/** Two people on one board, and a verb that lets them see each other's work. */
const pair = () => {
  const twins = createTwins(2, 1)
  const [alice, bob] = twins.people.map(({ board }) => board) as [BoardDocument, BoardDocument]
  return { alice, bob, sync: () => twins.heal() }
}

const color = (board: BoardDocument, id: string): unknown =>
  (board.get(id)?.props as { color?: string } | undefined)?.color
const text = (board: BoardDocument, id: string): unknown =>
  (board.get(id)?.props as { text?: string } | undefined)?.text

describe('undo', { timeout: 60_000 }, () => {
  it('[UNDO1] takes back one gesture at a time, and redo does it again', () => {
    const board = createBoardDocument(new Y.Doc())
    const history = board.history()
    const [id] = board.add([{ kind: 'rectangle' }]) as [string]
    board.edit([id], 'color', 'red')
    board.edit([id], 'color', 'blue')
    history.undo()
    expect(color(board, id)).toBe('red')
    history.undo()
    expect(color(board, id)).toBe('ink')
    history.undo()
    expect([board.size, history.canUndo, history.canRedo]).toEqual([0, false, true])
    history.redo()
    history.redo()
    history.redo()
    expect([color(board, id), history.canRedo]).toEqual(['blue', false])
  })

  it('[UNDO2] takes back everything between begin and end in one step', () => {
    const board = createBoardDocument(new Y.Doc())
    const history = board.history()
    board.add([{ kind: 'rectangle' }])
    history.begin()
    const [id] = board.add([{ kind: 'text', text: '' }]) as [string]
    for (const letter of 'words') board.editText(id, [{ index: 99, remove: 0, insert: letter }])
    history.end()
    board.add([{ kind: 'rectangle' }])
    expect(text(board, id)).toBe('words')
    history.undo()
    expect(board.size).toBe(2)
    history.undo()
    expect(board.size).toBe(1)
    history.redo()
    expect(text(board, id)).toBe('words')
  })

  it('[UNDO3] brings a deleted element back with its edits and its text, to everybody', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const [id] = bob.add([{ kind: 'text', text: 'a bridge' }]) as [string]
    sync()
    bob.edit([id], 'color', 'teal')
    alice.transform([id], translate(3, 3))
    alice.editText(id, [{ index: 8, remove: 0, insert: '!' }])
    sync()
    const before = canonical(bob)
    alice.remove([id])
    sync()
    expect(bob.size).toBe(0)
    history.undo()
    sync()
    expect(canonical(bob)).toEqual(before)
    expect(canonical(alice)).toEqual(before)
  })

  it('[UNDO15] says which change it takes back, where it does nothing else', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const own: symbol[] = []
    const told: unknown[] = []
    alice.onChange((change) => {
      if (change.own) own.push(change.own.id)
      told.push(change.own && (change.own.reverts ? own.indexOf(change.own.reverts) : 'something new'))
    })
    const ids = alice.add([{ kind: 'rectangle' }, { kind: 'rectangle' }])
    alice.remove(ids)
    history.undo()
    history.redo()
    history.undo()
    sync()
    // Somebody else's change has no number, and what leaves it alone does not take everything back.
    bob.edit([ids[0]!], 'color', 'green')
    sync()
    history.undo()
    expect(told).toEqual(['something new', 'something new', 1, 2, 3, undefined, 'something new'])
    history.begin()
    alice.add([{ kind: 'rectangle' }])
    alice.add([{ kind: 'rectangle' }])
    history.end()
    history.undo()
    expect(told.at(-1)).toBe('something new')
  })

  it('[UNDO4] leaves a value that somebody else wrote last, also when an own later one was undone over it', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const [id] = alice.add([{ kind: 'rectangle' }]) as [string]
    alice.edit([id], 'color', 'red')
    sync()
    bob.edit([id], 'color', 'green')
    sync()
    alice.edit([id], 'color', 'blue')
    history.undo()
    expect(color(alice, id)).toBe('green')
    history.undo()
    expect(color(alice, id)).toBe('green')
  })

  it('[UNDO5] of making elements leaves those that somebody else has worked on since, as they are', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const [a, b, c] = alice.add([{ kind: 'rectangle' }, { kind: 'text', text: 'plan' }, { kind: 'rectangle' }]) as [
      string,
      string,
      string,
    ]
    sync()
    bob.editText(b, [{ index: 4, remove: 0, insert: ' B' }])
    sync()
    history.undo()
    expect([alice.get(a), alice.get(c), text(alice, b)]).toEqual([undefined, undefined, 'plan B'])
    history.redo()
    expect(alice.size).toBe(3)
  })

  it('[UNDO6] skips a step of which nothing is left to take back', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const [keep] = alice.add([{ kind: 'rectangle' }]) as [string]
    const [gone] = alice.add([{ kind: 'rectangle' }]) as [string]
    alice.edit([gone], 'color', 'red')
    sync()
    bob.remove([gone])
    bob.edit([keep], 'color', 'pink')
    sync()
    history.undo()
    history.undo()
    history.undo()
    expect([alice.size, color(alice, keep), history.canUndo]).toEqual([1, 'pink', false])
  })

  it('[UNDO7] keeps in each step what was selected, and selects only what is there', () => {
    const board = createBoardDocument(new Y.Doc())
    let selected: ReadonlySet<string> = new Set()
    const history = board.history({ read: () => selected, restore: (ids) => (selected = ids) })
    const ids = board.add([{ kind: 'rectangle' }, { kind: 'rectangle' }])
    selected = new Set(ids)
    board.remove(ids)
    selected = new Set()
    history.undo()
    expect(selected).toEqual(new Set(ids))
    history.redo()
    expect([selected, board.size]).toEqual([new Set(), 0])
  })

  it('[UNDO8] says when there is something to undo or to redo', () => {
    const board = createBoardDocument(new Y.Doc())
    const history = board.history()
    const told: string[] = []
    history.onChange(() => told.push(`${history.canUndo} ${history.canRedo}`))
    board.add([{ kind: 'rectangle' }])
    history.undo()
    history.redo()
    expect([told[0], told.includes('false true'), told.at(-1)]).toEqual(['true false', true, 'true false'])
  })

  it('[UNDO11] ends with its document', () => {
    const board = createBoardDocument(new Y.Doc())
    const history = board.history()
    board.add([{ kind: 'rectangle' }])
    board.destroy()
    board.add([{ kind: 'rectangle' }])
    expect(history.canUndo).toBe(true)
    history.undo()
    expect(history.canUndo).toBe(false)
  })

  it('[UNDO12] takes back a step that was made in parts as one step, at once or part by part', () => {
    const board = createBoardDocument(new Y.Doc())
    const history = board.history()
    const ids = board.add([{ kind: 'rectangle' }, { kind: 'rectangle' }, { kind: 'rectangle' }])
    const red = (): number => ids.filter((id) => color(board, id) === 'red').length
    history.begin(true)
    for (const id of ids) board.edit([id], 'color', 'red')
    history.end()
    board.edit(ids, 'width', 9)
    history.undo()
    history.undo()
    expect([red(), board.size]).toEqual([0, 3])
    const parts = history.redoInParts()
    const seen: number[] = []
    while (!parts.next().done) seen.push(red())
    expect(seen).toEqual([1, 2, 3])
    history.undo()
    expect([red(), history.canUndo]).toEqual([0, true])
    history.undo()
    expect([board.size, history.canUndo]).toEqual([0, false])
  })

  it('[UNDO13] of a deletion in parts brings back an equal board, whatever others did meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const { alice, bob, sync } = pair()
        const history = alice.history()
        for (let i = 0; i < 30; i++) actAtRandom(alice, random)
        sync()
        const gone = new Set([...alice.ids()].filter(() => random.int(2) === 0))
        fc.pre(gone.size > 0)
        const before = elementsOf(alice).filter(({ id }) => gone.has(id))
        history.begin(true)
        for (const id of gone) {
          alice.remove([id])
          if (random.int(3) === 0) sync()
          const others = [...bob.ids()].filter((other) => !gone.has(other))
          bob.edit(others.slice(0, 2), 'color', random.pick(['red', 'blue']))
          if (random.int(4) === 0) bob.add([{ kind: 'text', text: 'hi' }])
        }
        history.end()
        sync()
        const others = elementsOf(bob)
        history.undo()
        sync()
        expect(elementsOf(alice).filter(({ id }) => gone.has(id))).toEqual(before)
        expect(elementsOf(alice).filter(({ id }) => !gone.has(id))).toEqual(others)
        expect(canonical(bob)).toEqual(canonical(alice))
      }),
      { numRuns: 60 },
    )
  })

  it('[UNDO9] of typing takes out what I typed and leaves what others typed around it', () => {
    const { alice, bob, sync } = pair()
    const history = alice.history()
    const [id] = bob.add([{ kind: 'text', text: 'BB' }]) as [string]
    sync()
    alice.editText(id, [{ index: 1, remove: 0, insert: 'aa' }])
    sync()
    bob.editText(id, [{ index: 2, remove: 0, insert: 'B' }])
    sync()
    expect(text(alice, id)).toBe('BaBaB')
    history.undo()
    expect(text(alice, id)).toBe('BBB')
  })

  it('[UNDO10] never changes what somebody else changed last, nor takes away an element that somebody else worked on last', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const { alice, bob, sync } = pair()
        const history = alice.history()
        const owners = new Map<string, 'alice' | 'bob'>()
        /** Runs an action and answers the fields that it visibly changed. */
        const observe = (action: () => void): { changed: string[]; removed: string[] } => {
          const before = fieldsOf(alice)
          action()
          sync()
          const after = fieldsOf(alice)
          const changed = [...after.keys()].filter((key) => after.get(key) !== before.get(key))
          return { changed, removed: [...before.keys()].filter((key) => !after.has(key)) }
        }
        for (let round = 0; round < 60; round++) {
          const who = random.pick(['alice', 'bob', 'undo', 'redo'] as const)
          const { changed, removed } = observe(() => {
            if (who === 'alice') actAtRandom(alice, random)
            else if (who === 'bob') actAtRandom(bob, random)
            else history[who]()
          })
          if (who === 'undo' || who === 'redo') {
            const disturbed = [...changed, ...removed].filter((key) => !isWords(key))
            expect(disturbed.filter((key) => owners.get(key) === 'bob')).toEqual([])
          }
          for (const key of removed) owners.delete(key)
          for (const key of changed) owners.set(key, who === 'bob' ? 'bob' : 'alice')
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** What is on a board, by id. */
const elementsOf = (board: BoardDocument) => [...board.elements()].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Letters of several people stand beside each other. */
const isWords = (key: string): boolean => /\/text$|\/texts-/.test(key)

/** All that is to be seen of a board, field by field. */
function fieldsOf(board: BoardDocument): Map<string, string> {
  const fields = new Map<string, string>([['title', board.meta.title]])
  for (const { id, z, props } of board.elements()) {
    fields.set(`${id}/z`, z)
    for (const [name, value] of Object.entries({ ...props } as Readonly<Record<string, unknown>>)) {
      if (value instanceof Map)
        for (const [key, one] of value) fields.set(`${id}/${name}-${String(key)}`, JSON.stringify(one))
      else fields.set(`${id}/${name}`, JSON.stringify(value))
    }
  }
  return fields
}
