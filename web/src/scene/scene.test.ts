import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { kindOf } from '#board/elements/index.ts'
import { compareZ } from '#board/elements/z-order.ts'
import { EMPTY_BOX, expand, intersects, union } from '#board/geometry/box.ts'
import { rotate, translate } from '#board/geometry/matrix.ts'
import { actAtRandom } from '#board/testing/person.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { createRandom } from '#board/testing/random.ts'
import { addRectangle, addStroke, addText, testBoard } from '../editor/testing/test-editor.ts'
import { createScene } from './scene.ts'
import { selectionFrame } from './selection-frame.ts'

test('[SCENE2] after any changes the scene answers what a look at every element would', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed)
      const document = createBoardDocument(new Y.Doc())
      const history = document.history()
      const scene = createScene(document, measureRoughly)
      for (let i = 0; i < 25; i++) {
        actAtRandom(document, random)
        if (random.int(5) === 0) document.add([{ kind: 'frame', matrix: [9, 0, 0, 9, 500, 500] }])
        const some = [...document.ids()].filter(() => random.int(4) === 0)
        if (random.int(3) === 0) document.edit(some, 'link', random.pick(['', 'https://example.com/']))
        if (random.int(5) === 0) history.undo()
        if (random.int(5) === 0) history.redo()
      }
      const elements = [...document.elements()]
      const bounds = new Map(elements.map(({ id, kind, props }) => [id, kindOf(kind).bounds(props, measureRoughly)]))
      const all = [...bounds.values()].reduce(union, EMPTY_BOX)
      expect(scene.bounds).toEqual(elements.length > 0 ? all : undefined)
      expect(scene.inOrder(elements.map(({ id }) => id))).toEqual(elements.toSorted(compareZ).map(({ id }) => id))
      const idsWhere = (test: (element: (typeof elements)[number]) => boolean) =>
        new Set(elements.filter(test).map(({ id }) => id))
      expect(new Set(scene.linked())).toEqual(idsWhere(({ belonging }) => belonging.link !== ''))
      expect(new Set(scene.holders())).toEqual(idsWhere(({ kind }) => kindOf(kind).holds !== undefined))
      expect(new Set(scene.typeset())).toEqual(idsWhere(({ kind }) => kindOf(kind).typeset !== undefined))
      for (let i = 0; i < 5; i++) {
        const from = { x: random.int(200), y: random.int(200) }
        const to = { x: random.int(200), y: random.int(200) }
        const box = { minX: from.x, minY: from.y, maxX: from.x + 40, maxY: from.y + 40 }
        const inBox = [...bounds].filter(([, other]) => intersects(other, box)).map(([id]) => id)
        expect(scene.query(box).sort()).toEqual(inBox.sort())
        const touched = (to: typeof from, reach: number) =>
          elements.filter(({ kind, props }) => kindOf(kind).hit(props, { from, to }, reach, measureRoughly))
        expect(scene.hitSegment({ from, to }, 3).sort()).toEqual(
          touched(to, 3)
            .map(({ id }) => id)
            .sort(),
        )
        expect(scene.hitTest(from.x, from.y, 5)).toBe(touched(from, 5).sort(compareZ).at(-1)?.id)
      }
    }),
    { numRuns: 40 },
  )
})

describe('changes', () => {
  test('[SCENE3] what is new on top is told apart from what must be repainted', () => {
    const { document, editor } = testBoard()
    const changes: { dirty: number; onTop: readonly string[] }[] = []
    editor.scene.onChange(({ dirty, onTop }) => changes.push({ dirty: dirty.length, onTop }))
    const a = addStroke(document, [0, 0], [10, 10])
    const b = addStroke(document, [0, 0], [10, 10])
    document.add([{ kind: 'rectangle', z: 'Zz', matrix: [10, 0, 0, 10, 0, 0] }])
    document.transform([a], translate(5, 5))
    document.remove([b])
    const c = addStroke(document, [0, 0], [10, 10])
    expect(changes).toEqual([
      { dirty: 0, onTop: [a] },
      { dirty: 0, onTop: [b] },
      { dirty: 1, onTop: [] },
      { dirty: 2, onTop: [] },
      { dirty: 1, onTop: [] },
      { dirty: 0, onTop: [c] },
    ])
  })

  test('[SCENE4] when fonts arrive, all text and nothing else is measured again', () => {
    const document = createBoardDocument(new Y.Doc())
    let factor = 1
    const scene = createScene(document, (text, font, size) => factor * measureRoughly(text, font, size))
    const text = addText(document, 0, 0, 'hello')
    const rectangle = addRectangle(document, 0, 0, 10, 10)
    const before = [scene.boundsOf(text)?.maxX ?? 0, scene.boundsOf(rectangle)?.maxX]
    factor = 2
    scene.remeasure()
    expect(scene.boundsOf(text)?.maxX).toBeGreaterThan(before[0] as number)
    expect(scene.boundsOf(rectangle)?.maxX).toBe(before[1])
    const right = scene.boundsOf(text)?.maxX ?? 0
    expect(scene.hitTest(right - 7, 10, 0)).toBe(text)
  })
})

describe('selection frame', () => {
  test('[SCENE5] it turns with a single element and is upright around several', () => {
    const { document, editor } = testBoard()
    const a = addRectangle(document, 0, 0, 100, 50)
    const b = addRectangle(document, 300, 0, 100, 50)
    document.transform([a], rotate(0.5, { x: 50, y: 25 }))
    const turned = selectionFrame(editor.scene, editor.measure, [a])
    expect(turned?.width).toBeCloseTo(100)
    expect(turned?.height).toBeCloseTo(50)
    expect(Math.atan2(turned?.matrix[1] ?? 0, turned?.matrix[0] ?? 0)).toBeCloseTo(0.5)
    const both = selectionFrame(editor.scene, editor.measure, [a, b, 'not-an-element'])
    const around = union(editor.scene.boundsOf(a) ?? EMPTY_BOX, editor.scene.boundsOf(b) ?? EMPTY_BOX)
    expect(both?.matrix).toEqual([1, 0, 0, 1, around.minX, around.minY])
    expect(expand(around, 0).maxX).toBeCloseTo((both?.width ?? 0) + around.minX)
  })

  test('[SCENE5] a text among them makes it keep its proportions, and nothing selected has no frame', () => {
    const { document, editor } = testBoard()
    const ids = [addRectangle(document, 0, 0, 100, 50), addText(document, 0, 0, 'hi')]
    expect(selectionFrame(editor.scene, editor.measure, ids)?.resize).toBe('uniform')
    expect(selectionFrame(editor.scene, editor.measure, [])).toBe(undefined)
  })

  test('[SCENE5] it is found out again when what is selected changes, and not for what others do beside it', () => {
    const { document, editor } = testBoard()
    const ids = Array.from({ length: 300 }, (_, i) => addRectangle(document, i, 0, 10, 10))
    const other = addRectangle(document, 0, 0, 10, 10)
    editor.selection.value = new Set(ids)
    const before = editor.selectionFrame()
    document.transform([other], translate(500, 0))
    expect(editor.selectionFrame()).toBe(before)
    document.transform(ids.slice(7, 8), translate(1_000, 0))
    expect(editor.selectionFrame()?.width).toBeGreaterThan(1_000)
    document.remove(ids)
    expect(editor.selectionFrame()).toBe(undefined)
    editor.selection.value = new Set([other])
    expect(editor.selectionFrame()?.matrix[4]).toBeGreaterThan(490)
  })
})

test('[SCENE2] a sieve answers what a query of those that it keeps would, and asks about each element once', () => {
  const { document, scene } = testBoard().editor
  const [kept, left] = [addRectangle(document, 0, 0, 100, 20), addRectangle(document, 200, 0, 100, 20)]
  const asked: string[] = []
  const sieve = scene.sieve((id) => asked.push(id) > 0 && id !== left)
  const all = { minX: -1_000, minY: -1_000, maxX: 1_000, maxY: 1_000 }
  expect([sieve(all, 0), sieve(all, 90), sieve(all, 500)]).toEqual([[kept], [kept], []])
  const added = addRectangle(document, 0, 300, 100, 20)
  expect(sieve(all, 0).sort()).toEqual([kept, added].sort())
  expect(asked.sort()).toEqual([kept, left, added].sort())
})
