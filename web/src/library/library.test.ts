import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Binding } from '#board/elements/binding.ts'
import { kindOf, isKnownKind } from '#board/elements/index.ts'
import type { StrokeProps } from '#board/elements/stroke.ts'
import { isEmpty } from '#board/geometry/box.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import { placeClip } from '../editor/clipboard.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'
import { createOwnPieces, libraryFile, readLibraryFile } from './own-pieces.ts'
import { clipOfPiece, pictureOfPiece } from './piece.ts'
import { templatesIn } from './templates.ts'
import { inEnglish } from '../words/words.ts'

/** What a browser with this much room remembers. */
function memoryOf(room = Infinity): LocalMemory {
  const kept = new Map<string, string>()
  return {
    recall: (key) => JSON.parse(kept.get(key) ?? 'null') as unknown,
    remember(key, value) {
      const text = JSON.stringify(value)
      if (text.length <= room) kept.set(key, text)
    },
  }
}

const TEMPLATES = templatesIn(inEnglish)

test.each(TEMPLATES.map((template) => [template.name, template] as const))(
  '[LIB1] a template is all that it says: %s',
  (_, template) => {
    const { editor, document } = testBoard()
    placeClip(editor, clipOfPiece(template, editor.measure), { x: 500, y: 300 })
    expect(document.size).toBe(template.elements.length)
    expect(editor.selection.value.size).toBe(template.elements.length)
    const placed = [...editor.selection.value].map(
      (id) => document.get(id)?.props as unknown as Record<string, unknown>,
    )
    for (const [i, { id: _id, kind, matrix: _, ...fields }] of template.elements.entries()) {
      expect(isKnownKind(kind)).toBe(true)
      const known = new Set([...Object.keys(kindOf(kind).fields), 'text'])
      for (const [name, value] of Object.entries(fields)) {
        expect(known).toContain(name)
        // Connectors are bound to the copies of what they connect here.
        if (name === 'start' || name === 'end') {
          const bound = placed[i]?.[name] as Binding | undefined
          const { x, y } = value as Binding
          expect([bound && document.has(bound.id), bound?.x, bound?.y]).toEqual([true, x, y])
        } else expect(placed[i]?.[name]).toEqual(value)
      }
    }
    const { bounds } = editor.scene
    expect((bounds!.minX + bounds!.maxX) / 2).toBeCloseTo(500, 3)
    expect((bounds!.minY + bounds!.maxY) / 2).toBeCloseTo(300, 3)
    editor.history.undo()
    expect(document.size).toBe(0)
  },
)

test('[LIB2] what is kept is there when the browser is opened again, newest first, and can be removed', () => {
  const { editor, document } = testBoard()
  const ids = [addRectangle(document, 0, 0, 50, 50), addStroke(document, [5, 5], [40, 40])]
  const memory = memoryOf()
  const own = createOwnPieces(memory)
  expect(own.add([{ name: 'One', elements: document.copy(ids) }])).toBe(true)
  expect(own.add([{ name: 'Two', elements: document.copy(ids.slice(0, 1)) }])).toBe(true)
  const again = createOwnPieces(memory)
  expect(again.list.value.map(({ name, elements }) => [name, elements.length])).toEqual([
    ['Two', 1],
    ['One', 2],
  ])
  const one = again.list.value[1]!
  expect(isEmpty(pictureOfPiece(one, editor.measure).bounds)).toBe(false)
  placeClip(editor, clipOfPiece(one, editor.measure), { x: 0, y: 0 })
  const [, stroke] = [...editor.selection.value]
  const pointsOf = (id = '') => (document.get(id)?.props as StrokeProps | undefined)?.points
  expect(pointsOf(stroke)).toEqual(pointsOf(ids[1]))
  again.remove(again.list.value[0]!.id)
  expect(createOwnPieces(memory).list.value.map(({ name }) => name)).toEqual(['One'])
  expect(createOwnPieces(memoryOf(10)).add([{ name: 'Three', elements: document.copy(ids) }])).toBe(false)
})

test('[LIB3] a file of pieces brings the same pieces; of anything else nothing, and reading it never throws', () => {
  const file = libraryFile(TEMPLATES)
  expect(readLibraryFile(file).map(({ name, elements }) => ({ name, elements }))).toEqual(
    TEMPLATES.map(({ name, elements }) => ({ name, elements })),
  )
  const junk = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .array(fc.record({ name: fc.anything(), clip: fc.anything() }))
      .map((pieces) => JSON.stringify({ format: 'drawbridge/library', pieces })),
    fc.nat(file.length - 1).map((at) => file.slice(0, at)),
  )
  fc.assert(
    fc.property(junk, (content) => {
      expect(readLibraryFile(content)).toEqual([])
    }),
  )
  const evil = JSON.stringify({
    pieces: [{ name: 'x', clip: '{"format":"drawbridge/elements","box":[0,0,1,1],"elements":[{"kind":"__proto__"}]}' }],
    format: 'drawbridge/library',
  })
  expect(readLibraryFile(evil)).toEqual([])
})
