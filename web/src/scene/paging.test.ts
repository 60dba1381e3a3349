import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import { elementsOn } from '#board/document/page-elements.ts'
import { createStructure } from '#board/document/structure.ts'
import { compareZ } from '#board/elements/z-order.ts'
import { canonical } from '#board/testing/canonical.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { actAtRandom } from '#board/testing/person.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { createTwins } from '#board/testing/twins.ts'
import type { OwnedEditor } from '../editor/create-editor.ts'
import { addLayer, addPage, deleteLayer, deletePage, duplicatePage, placeSection } from '../editor/pages.ts'
import { turnTo } from '../editor/turn-page.ts'
import { restack } from '../editor/restack.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { NO_IMAGES } from './images.ts'
import { createPaging } from './paging.ts'
import { createScene } from './scene.ts'

const square = (x = 0) => ({ kind: 'rectangle', matrix: [40, 0, 0, 40, x, 0], fill: 'blue' })
const PAGES = ['a-page-of-some-kind', 'another-page-of-it']
const LAYERS = ['a-layer-of-some-kind', 'another-layer-of-it', 'a-third-layer-of-it']

/** Something that a person does to pages and layers. */
function restructure(board: BoardDocument, random: Random): void {
  const ids = [...board.ids()].filter(() => random.int(3) === 0)
  const [page, layer] = [random.pick(PAGES), random.pick(LAYERS)]
  const order = random.pick(['Zz', 'a0', 'a1', 'a2'])
  const flag = random.int(2) === 0
  random.pick([
    () => board.edit(ids, 'page', random.pick([page, null])),
    () => board.edit(ids, 'layer', random.pick([layer, null])),
    () => board.pages.edit(page, { order, gone: flag }),
    () => board.layers.edit(random.pick([layer, 'first-of-all']), { order }),
    () => board.layers.edit(random.pick([layer, 'first-of-all']), { hidden: flag }),
    () => board.layers.edit(layer, { gone: flag, name: 'Ink' }),
  ])()
}

test('[PAGE1] [LAYER1] after any changes the scene shows one page, without hidden layers, layer by layer', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed)
      const document = createBoardDocument(new Y.Doc())
      const paging = createPaging(document)
      const scene = createScene(paging.document, measureRoughly, NO_IMAGES, paging.rankOf)
      const history = document.history()
      for (let i = 0; i < 30; i++) {
        if (random.int(2) === 0) restructure(document, random)
        else actAtRandom(paging.document, random)
        if (random.int(6) === 0) history.undo()
        if (random.int(6) === 0) paging.show(random.pick(paging.pages.peek()).id)
      }
      const wanted = [...elementsOn(document, createStructure(document), paging.page.peek())]
      const order = wanted.toSorted(compareZ).map(({ id }) => id)
      expect([...scene.placed()].map(({ element }) => element.id).toSorted()).toEqual(order.toSorted())
      expect(scene.inOrder(order.toSorted())).toEqual(order)
      expect([...paging.document.ids()].toSorted()).toEqual(order.toSorted())
    }),
    { numRuns: 60 },
  )
})

describe('pages', () => {
  test('[PAGE2] what is added comes onto the page that is shown; a board without pages is stored as it was', () => {
    const { editor, doc } = testBoard()
    editor.document.add([square()])
    expect([doc.getMap('pages').size, doc.getMap('edits').size]).toEqual([0, 0])
    expect(doc.getArray<object>('elements').get(0)).not.toHaveProperty('page')
    addPage(editor)
    const [id] = editor.document.add([square()]) as [string]
    expect([...editor.document.ids()]).toEqual([id])
    expect(editor.scene.hitTest(20, 20, 2)).toBe(id)
    turnTo(editor, editor.paging.pages.value[0]!.id)
    expect(editor.scene.boundsOf(id)).toBe(undefined)
    expect(editor.document.size).toBe(2)
  })

  test('[PAGE3] a page is duplicated and deleted in one step each, and what is undone is shown', () => {
    const { editor } = testBoard()
    addPage(editor)
    const [a, b] = editor.document.add([square(), { kind: 'text', text: 'Hello' }]) as [string, string]
    const second = editor.paging.pages.value[1]!
    duplicatePage(editor, second, second.name)
    expect(editor.paging.pages.value.map(({ name }) => name)).toEqual(['', 'Page 2', 'Page 2 (copy)'])
    const copies = [...editor.document.elements()]
    expect(copies.map(({ props }) => props)).toMatchObject([{ fill: 'blue' }, { text: 'Hello' }])
    expect(copies.some(({ id }) => id === a || id === b)).toBe(false)
    editor.history.undo()
    expect([...editor.document.ids()]).toEqual([])
    turnTo(editor, second.id)
    expect(editor.paging.pages.value).toHaveLength(2)
    deletePage(editor, second.id)
    expect([editor.paging.pages.value.length, editor.document.size]).toEqual([1, 0])
    editor.history.undo()
    expect([editor.paging.page.value, [...editor.document.ids()].toSorted()]).toEqual([second.id, [a, b].toSorted()])
    turnTo(editor, 'first-of-all')
    deletePage(editor, second.id)
    deletePage(editor, 'first-of-all')
    expect(editor.paging.pages.value).toHaveLength(1)
  })

  test('[PAGE4] of a page that one deletes while the other draws on it stays what the other drew, on that page, under its name', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const [ann, ben] = twins.people.map(({ board }) => testBoard({ document: board }).editor) as [
          OwnedEditor,
          OwnedEditor,
        ]
        addPage(ann)
        const page = ann.paging.page.value
        ann.document.pages.edit(page, { name: 'Plans' })
        const before = ann.document.add([square(), square(50)])
        twins.heal()
        turnTo(ben, page)
        twins.cut(0, 1)
        const steps = [
          () => deletePage(ann, page),
          () => ben.document.add([square(random.int(200))]),
          () => ben.document.add([square(random.int(200))]),
        ]
        for (const step of random.int(2) === 0 ? steps : steps.toReversed()) step()
        twins.heal()
        const drawn = [...ben.document.ids()].filter((id) => !before.includes(id))
        expect(drawn).toHaveLength(2)
        expect(ben.paging.page.value).toBe(page)
        for (const { paging } of [ann, ben])
          expect(paging.pages.value.find(({ id }) => id === page)).toMatchObject({ name: 'Plans' })
        turnTo(ann, page)
        expect([...ann.document.ids()].toSorted()).toEqual([...ben.document.ids()].toSorted())
        ann.history.undo()
        twins.heal()
        for (const { document } of [ann, ben])
          expect([...document.ids()].toSorted()).toEqual([...before, ...drawn].toSorted())
      }),
      { numRuns: 40 },
    )
  })

  test('[PAGE5] a page that is deleted while one looks at it stays until one leaves it', () => {
    const twins = createTwins(2, 7)
    const [ann, ben] = twins.people.map(({ board }) => testBoard({ document: board }).editor)
    addPage(ann!)
    const page = ann!.paging.page.value
    twins.heal()
    turnTo(ben!, page)
    deletePage(ann!, page)
    twins.heal()
    expect([ben!.paging.page.value, ben!.paging.pages.value.length, ann!.paging.pages.value.length]).toEqual([
      page,
      2,
      1,
    ])
    turnTo(ben!, 'first-of-all')
    expect(ben!.paging.pages.value).toHaveLength(1)
  })
})

describe('layers', () => {
  test('[LAYER2] two who order layers at once see the same order, and every layer with all that is on it', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const twins = createTwins(2, seed)
        const editors = twins.people.map(({ board }) => testBoard({ document: board }).editor)
        const [ann] = editors as [(typeof editors)[number]]
        for (let i = 0; i < 3; i++) {
          addLayer(ann)
          ann.document.add([square(i * 50)])
        }
        twins.heal()
        const on = [...ann.document.ids()].map((id) => [id, ann.document.belonging(id)?.layer])
        for (let i = 0; i < 6; i++) {
          for (const editor of editors)
            placeSection(editor, 'Layer', random.pick(editor.paging.layers.value).id, random.int(4))
          twins.deliver(random.int(3))
        }
        twins.heal()
        const [one, other] = editors.map(({ paging }) => paging.layers.value.map(({ id }) => id))
        expect(one).toEqual(other)
        expect(one).toHaveLength(4)
        for (const { document, scene } of editors) {
          expect([...document.ids()].map((id) => [id, document.belonging(id)?.layer])).toEqual(on)
          expect(scene.inOrder([...document.ids()])).toEqual(ann.scene.inOrder([...ann.document.ids()]))
        }
        expect(canonical(twins.people[0]!.board)).toEqual(canonical(twins.people[1]!.board))
      }),
      { numRuns: 40 },
    )
  })

  test('[LAYER3] a hidden layer is neither drawn nor hit, a locked one is not hit; what is drawn comes onto one that is neither', () => {
    const { editor } = testBoard()
    const [low] = editor.document.add([square()]) as [string]
    addLayer(editor)
    const layer = editor.paging.layer.value
    const [high] = editor.document.add([square()]) as [string]
    expect(editor.scene.hitTest(20, 20, 2)).toBe(high)
    editor.document.layers.edit(layer, { locked: true })
    expect(editor.scene.hitTest(20, 20, 2)).toBe(low)
    expect(editor.scene.hitTest(20, 20, 2, 'locked')).toBe(high)
    editor.document.remove([high])
    expect(editor.document.has(high)).toBe(true)
    editor.document.layers.edit(layer, { locked: false, hidden: true })
    expect([editor.scene.boundsOf(high), editor.scene.hitTest(20, 20, 2)]).toEqual([undefined, low])
    const [drawn] = editor.document.add([square(100)]) as [string]
    expect(editor.document.belonging(drawn)?.layer).toBe(null)
    editor.document.layers.edit(layer, { hidden: false })
    expect(editor.scene.inOrder([high, low, drawn])).toEqual([low, drawn, high])
  })

  test('[LAYER7] a page or layer that is called by its place keeps its name when it is put elsewhere, and a new one has one of its own; one step', () => {
    const { editor } = testBoard()
    const { paging, history } = editor
    const names = () => paging.layers.value.map(({ name }) => name)
    addLayer(editor)
    addLayer(editor)
    placeSection(editor, 'Layer', 'first-of-all', 2)
    expect(names()).toEqual(['Layer 2', 'Layer 3', 'Layer 1'])
    history.undo()
    expect(names()).toEqual(['', 'Layer 2', 'Layer 3'])
    history.redo()
    deleteLayer(editor, paging.layers.value[0]!.id)
    addLayer(editor)
    expect(names()).toEqual(['Layer 3', 'Layer 1', 'Layer 4'])
    addPage(editor)
    placeSection(editor, 'Page', 'first-of-all', 1)
    expect(paging.pages.value.map(({ name }) => name)).toEqual(['Page 2', 'Page 1'])
  })

  test('[LAYER4] a layer that is deleted leaves what is on it to the one beneath, in one step', () => {
    const { editor } = testBoard()
    addLayer(editor)
    const layer = editor.paging.layer.value
    const [id] = editor.document.add([square()]) as [string]
    deleteLayer(editor, layer)
    expect([editor.document.belonging(id)?.layer, editor.paging.layers.value.length]).toEqual([null, 1])
    editor.history.undo()
    expect([editor.document.belonging(id)?.layer, editor.paging.layers.value.length]).toEqual([layer, 2])
  })

  test('[LAYER5] the order of elements is changed within their layers', () => {
    const { editor } = testBoard()
    const [a, b] = editor.document.add([square(), square()]) as [string, string]
    addLayer(editor)
    const [c, d] = editor.document.add([square(), square()]) as [string, string]
    editor.selection.value = new Set([a, c])
    restack(editor, 'front')
    expect(editor.scene.inOrder([a, b, c, d])).toEqual([b, a, d, c])
    editor.selection.value = new Set([c])
    restack(editor, 'back')
    expect(editor.scene.inOrder([a, b, c, d])).toEqual([b, a, c, d])
  })
})
