import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { IDENTITY, rotate, translate } from '../geometry/matrix.ts'
import { newStrokes } from '../elements/new-strokes.ts'
import { LIMITS } from '../limits.ts'
import { canonical } from '../testing/canonical.ts'
import { createBoardDocument } from './board-document.ts'
import type { Change } from './change.ts'
import { LOAD_ORIGIN } from './origin.ts'
import { NewerFormatError } from './schema.ts'

const open = () => {
  const doc = new Y.Doc()
  return { doc, board: createBoardDocument(doc) }
}

const stroke = (x = 0) =>
  newStrokes([x, 0, 0.5, x + 10, 5, 0.6, x + 20, -5, 0.7], { color: 'red', width: 4, opacity: 1 }, 1)

describe('a board document', () => {
  it('[DOC1] gives back what was added, every field valid', () => {
    const { board } = open()
    const [id] = board.add([
      { kind: 'rectangle', matrix: [100, 0, 0, 50, 10, 20], color: 'blue', width: -3, fill: 'javascript:' },
    ])
    expect(board.get(id as string)).toMatchObject({
      id,
      kind: 'rectangle',
      z: 'a0',
      props: { matrix: [100, 0, 0, 50, 10, 20], color: 'blue', width: 4, fill: 'none', radius: 0, opacity: 1 },
    })
    expect(id).toMatch(LIMITS.elementId)
  })

  it('[DOC2] keeps each element as one immutable record in the shared array and each later change as one flat key', () => {
    const { doc, board } = open()
    const [id] = board.add(stroke()) as [string]
    const born = doc.getArray<Record<string, unknown>>('elements').get(0)
    // What the kind says anyway is not stored: the sample's width and opacity are a stroke's own.
    expect(Object.keys(born).sort()).toEqual(['color', 'id', 'kind', 'matrix', 'points', 'z'])
    expect(born['points']).toBeInstanceOf(Uint8Array)
    board.transform([id], translate(5, 6))
    board.edit([id], 'color', '#123456')
    expect(doc.getArray('elements').get(0)).toBe(born)
    expect([...doc.getMap('edits').keys()].sort()).toEqual([`${id}/color`, `${id}/matrix`])
  })

  it('[DOC3] refuses a value that the kind refuses, and leaves what was there', () => {
    const { board } = open()
    const [id] = board.add(stroke()) as [string]
    board.edit([id], 'color', 'url(#x)')
    board.edit([id], 'no-such-field', 1)
    board.edit([id], '__proto__', { polluted: true })
    board.transform([id], [0, 0, 0, 0, 0, 0])
    board.transform([id], translate(LIMITS.coordinate * 2, 0))
    expect(board.get(id)?.props).toMatchObject({ color: 'red', matrix: [1, 0, 0, 1, 10, 0] })
  })

  it('[DOC4] deletes an element with its edits and its text, in one transaction', () => {
    const { doc, board } = open()
    const ids = board.add([...stroke(), { kind: 'text', text: 'hello' }])
    board.edit(ids, 'color', 'green')
    let transactions = 0
    doc.on('afterTransaction', () => transactions++)
    board.remove(ids)
    expect(transactions).toBe(1)
    expect([board.size, doc.getArray('elements').length, doc.getMap('edits').size, doc.getMap('texts').size]).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('[DOC5] puts new elements on top, whatever the order keys of others are', () => {
    const { doc, board } = open()
    board.add(stroke())
    doc
      .getArray('elements')
      .push([{ id: 'someone-elses', kind: 'rectangle', z: 'zzzzzzzzzzzzzzzzzzzzzzzzzzz', matrix: IDENTITY }])
    const made = board.add([...stroke(), ...stroke()])
    const highest = board.get('someone-elses')?.z ?? ''
    for (const id of made) expect((board.get(id)?.z ?? '') > highest).toBe(true)
  })

  it('[DOC6] turns what it is told: a rotation goes to every element as one matrix', () => {
    const { board } = open()
    const [id] = board.add([{ kind: 'rectangle', matrix: [10, 0, 0, 10, 0, 0] }]) as [string]
    board.transform([id, id, 'no-such-element'], rotate(Math.PI / 2))
    const matrix = board.get(id)?.props.matrix ?? []
    expect(matrix.map((n) => Math.round(n))).toEqual([0, 10, -10, 0, 0, 0])
  })

  it('[DOC7] duplicates with edits and text, keeps the order of the originals, answers in the order asked', () => {
    const { board } = open()
    const [low, high] = board.add([
      { kind: 'text', text: 'low' },
      { kind: 'text', text: 'high' },
    ]) as [string, string]
    board.edit([low], 'color', 'pink')
    board.editText(low, [{ index: 3, remove: 0, insert: 'er' }])
    const [highCopy, lowCopy] = board.duplicate([high, low], 7, 9) as [string, string]
    expect(board.get(lowCopy)?.props).toMatchObject({ text: 'lower', color: 'pink', matrix: [1, 0, 0, 1, 7, 9] })
    expect(board.get(highCopy)?.props).toMatchObject({ text: 'high' })
    expect((board.get(lowCopy)?.z ?? '') < (board.get(highCopy)?.z ?? '')).toBe(true)
  })

  it('[DOC8] shows, moves, copies and deletes an element of a kind it does not know, and loses none of its fields', () => {
    const { doc, board } = open()
    doc.getArray('elements').push([{ id: 'from-the-future', kind: 'hologram', z: 'a5', matrix: IDENTITY, depth: 3 }])
    board.transform(['from-the-future'], translate(3, 4))
    const [copy] = board.duplicate(['from-the-future'], 1, 1) as [string]
    expect(board.get(copy)).toMatchObject({ kind: 'hologram', props: { matrix: [1, 0, 0, 1, 4, 5] } })
    expect(doc.getArray<Record<string, unknown>>('elements').get(1)['depth']).toBe(3)
    doc.getMap('texts').set(copy, new Y.Text('caption'))
    const [captioned] = board.duplicate([copy], 1, 1) as [string]
    expect(doc.getMap<Y.Text>('texts').get(captioned)?.toJSON()).toBe('caption')
    board.remove(['from-the-future', copy, captioned])
    expect(board.size).toBe(0)
  })

  it('[DOC9] refuses to write to a board of a newer format, and reads it', () => {
    const { doc, board } = open()
    board.add(stroke())
    doc.getMap('meta').set('format', 2)
    expect(board.newerFormat).toBe(true)
    expect(() => board.add(stroke())).toThrow(NewerFormatError)
    expect([...board.elements()]).toHaveLength(1)
  })

  it('[DOC10] keeps settings valid: a title is one short line, a background a colour', () => {
    const { doc, board } = open()
    board.setMeta({ title: `  two\nlines ${'x'.repeat(500)}`, grid: true })
    expect(board.meta.title).toMatch(/^two lines x+$/)
    expect(board.meta.title).toHaveLength(LIMITS.titleLength)
    doc.getMap('meta').set('background', 'url(http://example.com)').valueOf()
    doc.getMap('meta').set('title', 7)
    expect(board.meta).toEqual({ title: '', background: 'default', grid: true })
  })

  it('[DOC11] will not add an element under an id that is taken or is no id', () => {
    const { doc, board } = open()
    const [id] = board.add(stroke()) as [string]
    expect(() => board.add([{ kind: 'rectangle', id }])).toThrow(TypeError)
    expect(() => board.add([{ kind: 'rectangle', id: '../../etc' }])).toThrow(TypeError)
    expect(() => board.add([{ kind: '<b>' }])).toThrow(TypeError)
    const twice = { kind: 'rectangle', id: 'the-same-twice' }
    expect(() => board.add([twice, twice])).toThrow(TypeError)
    expect(() => board.add([{ kind: 'text', text: 'first' }, twice, twice])).toThrow(TypeError)
    expect([board.size, doc.getMap('texts').size]).toEqual([1, 0])
  })
})

describe('changes', () => {
  const watch = (board: ReturnType<typeof createBoardDocument>): Change[] => {
    const changes: Change[] = []
    board.onChange((change) => changes.push(change))
    return changes
  }
  const only = (part: Partial<Record<'added' | 'updated' | 'removed', string[]>>, origin: string) => ({
    added: new Set(part.added),
    updated: new Set(part.updated),
    removed: new Set(part.removed),
    origin,
  })

  it('[CHG1] are told once per transaction, with who caused them', () => {
    const { doc, board } = open()
    const changes = watch(board)
    const history = board.history()
    const mine = (reverts?: symbol) => ({ own: { id: expect.any(Symbol), reverts } })
    const [id] = board.add(stroke()) as [string]
    board.transform([id], translate(1, 1))
    history.undo()
    board.remove([id])
    const other = createBoardDocument(new Y.Doc())
    const copy = new Y.Doc()
    const theirs = createBoardDocument(copy)
    const [far] = theirs.add([{ kind: 'text', text: 'far' }]) as [string]
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy), LOAD_ORIGIN)
    theirs.editText(far, [{ index: 0, remove: 1, insert: 'c' }])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)), 'a relay')
    expect(other.size).toBe(0)
    expect(changes).toEqual([
      { ...only({ added: [id] }, 'local'), ...mine() },
      { ...only({ updated: [id] }, 'local'), ...mine() },
      { ...only({ updated: [id] }, 'undo'), ...mine(changes[1]?.own?.id) },
      { ...only({ removed: [id] }, 'local'), ...mine() },
      only({ added: [far] }, 'load'),
      only({ updated: [far] }, 'remote'),
    ])
    expect(board.get(far)?.props).toMatchObject({ text: 'car' })
  })

  it('[CHG2] say nothing of edits to elements that are not there, and of rubbish', () => {
    const { doc, board } = open()
    const changes = watch(board)
    doc.getMap('edits').set('no-such-element/color', 'red')
    doc.getMap('edits').set('', 1)
    doc.getMap('edits').set('__proto__/x', 1)
    doc.getArray('elements').push([null, 7, 'text', [], {}, { id: 'short' }, new Y.Map(), new Uint8Array(4)])
    doc.getMap('texts').set('no-such-element', new Y.Text('x'))
    expect(changes).toEqual([])
    expect([board.size, [...board.elements()].length]).toEqual([0, 0])
  })

  it('[CHG3] tell of settings apart from elements, and stop when asked', () => {
    const { board } = open()
    const changes = watch(board)
    const titles: string[] = []
    const stop = board.onMeta(({ title }) => titles.push(title))
    board.setMeta({ title: 'Bridges' })
    stop()
    board.setMeta({ title: 'Rivers' })
    expect([titles, changes]).toEqual([['Bridges'], []])
  })
})

describe('records with one id', () => {
  it('[DOC12] are one element: readers show the first, a removal removes all', () => {
    const { doc, board } = open()
    const twin = (color: string) => ({ id: 'told-twice-over', kind: 'rectangle', z: 'a0', matrix: IDENTITY, color })
    doc.getArray('elements').insert(0, [twin('red'), twin('blue')])
    expect(board.get('told-twice-over')?.props).toMatchObject({ color: 'red' })
    doc.getArray('elements').insert(0, [twin('green')])
    expect(board.get('told-twice-over')?.props).toMatchObject({ color: 'green' })
    expect([board.size, [...board.elements()].length]).toEqual([1, 1])
    doc.getArray('elements').delete(0, 1)
    expect(board.get('told-twice-over')?.props).toMatchObject({ color: 'red' })
    expect(canonical(createBoardDocument(doc))).toEqual(canonical(board))
    board.remove(['told-twice-over'])
    expect([board.size, doc.getArray('elements').length]).toEqual([0, 0])
  })
})
