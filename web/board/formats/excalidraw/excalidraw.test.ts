import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '../../document/board-document.ts'
import { BadFile } from '../../document/board-file.ts'
import { KINDS } from '../../elements/index.ts'
import { height, width } from '../../geometry/box.ts'
import { pictureOf } from '../../render/picture.ts'
import { drawDemoBoard } from '../../testing/demo-board.ts'
import { measureRoughly } from '../../testing/measure.ts'
import { fillSampleBoard } from '../../testing/sample-board.ts'
import { specimensOf } from '../../testing/specimens.ts'
import { readExcalidrawLibrary } from './library.ts'
import { readExcalidraw } from './read.ts'
import { writeExcalidraw } from './write.ts'

const open = (): BoardDocument => createBoardDocument(new Y.Doc())

/** What every element of Excalidraw has, as the program writes it. */
const BASE = {
  x: 100,
  y: 200,
  width: 80,
  height: 40,
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roughness: 1,
  opacity: 100,
  groupIds: [],
  frameId: null,
  index: 'a0',
  roundness: null,
  seed: 7,
  version: 3,
  versionNonce: 9,
  isDeleted: false,
  boundElements: null,
  updated: 1_700_000_000_000,
  link: null,
  locked: false,
}

const drawing = (elements: readonly unknown[], rest: object = {}): string =>
  JSON.stringify({ type: 'excalidraw', version: 2, source: 'somewhere', elements, appState: {}, files: {}, ...rest })

const read = (elements: readonly unknown[], rest?: object) => readExcalidraw(drawing(elements, rest), measureRoughly)

const written = (board: BoardDocument): string =>
  writeExcalidraw({ elements: board.elements(), settings: board.meta, measure: measureRoughly, files: new Map() })

describe('a drawing of Excalidraw', () => {
  it('[XCAL1] becomes shapes with their words, connectors that stay bound, ink with its pressure, texts and frames', () => {
    const { elements, left } = read([
      {
        ...BASE,
        id: 'box',
        type: 'rectangle',
        backgroundColor: '#a5d8ff',
        fillStyle: 'hachure',
        roundness: { type: 3 },
      },
      {
        ...BASE,
        id: 'words',
        type: 'text',
        containerId: 'box',
        text: 'two\nlines',
        originalText: 'two lines',
        fontSize: 28,
        fontFamily: 5,
        textAlign: 'center',
      },
      {
        ...BASE,
        id: 'oval',
        type: 'ellipse',
        x: 400,
        angle: Math.PI / 2,
        strokeStyle: 'dashed',
        roughness: 0,
        opacity: 50,
      },
      {
        ...BASE,
        id: 'tie',
        type: 'arrow',
        x: 185,
        y: 220,
        points: [
          [0, 0],
          [210, 0],
        ],
        startBinding: { elementId: 'box', fixedPoint: [1, 0.5] },
        endBinding: { elementId: 'oval', focus: 0, gap: 4 },
        startArrowhead: 'dot',
        endArrowhead: 'triangle',
      },
      {
        ...BASE,
        id: 'ink',
        type: 'freedraw',
        points: [
          [0, 0],
          [10, 5],
          [20, 40],
        ],
        pressures: [0.2, 0.9, 0.4],
        simulatePressure: false,
        strokeWidth: 1,
      },
      { ...BASE, id: 'part', type: 'frame', name: 'Part one', x: 0, y: 0, width: 600, height: 400 },
      {
        ...BASE,
        id: 'free',
        type: 'text',
        text: 'hello',
        fontSize: 20,
        fontFamily: 3,
        textAlign: 'left',
        frameId: 'part',
        groupIds: ['inner', 'outer'],
        link: 'https://example.org',
        locked: true,
      },
    ])
    expect([...left]).toEqual([])
    const [box, oval, tie, ink, part, free] = elements
    expect(elements).toHaveLength(6)
    expect(box).toMatchObject({
      kind: 'shape',
      shape: 'rectangle',
      color: 'ink',
      fill: '#a5d8ff',
      fillStyle: 'hachure',
    })
    expect(box).toMatchObject({
      matrix: [80, 0, 0, 40, 100, 200],
      radius: 10,
      look: 'rough',
      text: 'two lines',
      size: 28,
    })
    expect(oval).toMatchObject({ shape: 'ellipse', dash: 'dashed', look: 'clean', opacity: 0.5 })
    expect((oval!['matrix'] as number[]).map(Math.round)).toEqual([0, 80, -40, 0, 460, 180])
    expect(tie).toMatchObject({
      kind: 'line',
      start: { id: box?.id, x: 1, y: 0.5 },
      end: { id: oval?.id },
      startHead: 'dot',
    })
    expect(ink).toMatchObject({ kind: 'stroke', width: 4.25 })
    expect(part).toMatchObject({ kind: 'frame', name: 'Part one' })
    expect(free).toMatchObject({
      kind: 'text',
      font: 'mono',
      frame: part?.id,
      link: 'https://example.org',
      locked: true,
    })
    expect(free?.['groups']).toHaveLength(2)
  })

  it('[XCAL2] keeps its pictures, cropped and mirrored', () => {
    const address = 'data:image/png;base64,AAAA'
    const crop = { x: 100, y: 0, width: 100, height: 100, naturalWidth: 200, naturalHeight: 100 }
    const { elements, pictures, left } = read(
      [
        { ...BASE, id: 'one', type: 'image', fileId: 'f1', scale: [-1, 1], crop, width: 50, height: 50 },
        { ...BASE, id: 'two', type: 'image', fileId: 'gone', scale: [1, 1] },
      ],
      { files: { f1: { mimeType: 'image/png', id: 'f1', dataURL: address } } },
    )
    expect(elements).toMatchObject([{ kind: 'image', crop: [0.5, 0, 0.5, 1], matrix: [-100, 0, 0, 50, 200, 200] }])
    expect([...pictures]).toEqual([[elements[0]?.id, address]])
    expect([...left]).toEqual([['pictures whose file is missing', 1]])
  })

  it('[XCAL3] what a board has not is counted; what was deleted, is not there', () => {
    const { elements, left } = read([
      { ...BASE, id: 'gone', type: 'rectangle', isDeleted: true },
      { ...BASE, id: 'new', type: 'hologram' },
      { ...BASE, id: 'bad', type: 'rectangle', link: 'javascript:alert(1)' },
      { ...BASE, id: 'far', type: 'rectangle', x: 1e300 },
      'rubbish',
      null,
    ])
    expect(elements).toHaveLength(1)
    expect(elements[0]).not.toHaveProperty('link')
    expect([...left.values()]).toEqual([1, 1, 1])
  })

  it('[XCAL4] what is no drawing is refused with the reason, and nothing in one makes reading fail', () => {
    for (const text of ['', '{', '[]', '{"type":"excalidraw"}', '{"type":"other","elements":[]}'])
      expect(() => readExcalidraw(text, measureRoughly)).toThrow(BadFile)
    const types = ['rectangle', 'ellipse', 'line', 'arrow', 'freedraw', 'text', 'image', 'frame', 'iframe']
    const any = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.constantFrom('1', 'black', 'data:image/png,'))
    const fields = Object.fromEntries(
      [...Object.keys(BASE), 'points', 'text', 'fontSize', 'containerId', 'fileId', 'crop', 'startBinding', 'name'].map(
        (name) => [name, any],
      ),
    )
    const element = fc.record(
      { id: fc.constantFrom('a', 'b', 'c'), type: fc.constantFrom(...types), ...fields },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (elements) => {
        const board = open()
        board.add(read(elements).elements)
        pictureOf(board.elements(), measureRoughly)
      }),
    )
  })
})

describe('a board as a drawing of Excalidraw', () => {
  it('[XCAL5] comes back with the same look: every kind, wherever it is', () => {
    for (const kind of KINDS.filter(({ depicts }) => !depicts)) {
      const board = open()
      board.add(specimensOf(kind))
      const again = open()
      again.add(readExcalidraw(written(board), measureRoughly).elements)
      const [before, after] = [board, again].map((each) => pictureOf(each.elements(), measureRoughly).bounds)
      expect(Math.abs(width(before!) - width(after!)), kind.kind).toBeLessThan(16)
      expect(Math.abs(height(before!) - height(after!)), kind.kind).toBeLessThan(16)
    }
  })

  it('[XCAL6] comes back as what it was, where Excalidraw has the same: ink to the point, shapes, words, ties', () => {
    const board = open()
    drawDemoBoard(board)
    fillSampleBoard(board, 60, 3)
    const { elements } = readExcalidraw(written(board), measureRoughly)
    const kindsOf = (list: readonly { readonly kind: string }[]) =>
      list.map(({ kind }) => kind).filter((kind) => kind === 'stroke' || kind === 'text').length
    expect(kindsOf(elements)).toBeGreaterThanOrEqual(kindsOf([...board.elements()]))
    const words = (list: Iterable<{ readonly text?: unknown }>) =>
      [...list].flatMap(({ text }) => (typeof text === 'string' && text !== '' ? [text] : [])).toSorted()
    expect(words(elements)).toEqual(words([...board.elements()].map(({ props }) => props as { text?: string })))
    const twice = open()
    twice.add(elements)
    expect(readExcalidraw(written(twice), measureRoughly).elements).toHaveLength(elements.length)
  })
})

describe('a library of Excalidraw', () => {
  const shape = { ...BASE, id: 'box', type: 'diamond' }
  const arrow = {
    ...BASE,
    id: 'arrow',
    type: 'arrow',
    points: [
      [0, 0],
      [50, 50],
    ],
    startBinding: { elementId: 'box', focus: 0, gap: 4 },
  }

  it('[XCAL8] becomes pieces with their names, of either version; what has no place is counted', () => {
    const items = [
      { id: 'one', status: 'published', name: 'Door', elements: [shape, arrow] },
      { id: 'two', status: 'unpublished', elements: [{ ...BASE, id: 'odd', type: 'hologram' }, shape] },
      { id: 'three', status: 'unpublished', elements: [] },
      'rubbish',
    ]
    const file = (rest: object) => JSON.stringify({ type: 'excalidrawlib', source: 'somewhere', ...rest })
    const { pieces, left } = readExcalidrawLibrary(file({ version: 2, libraryItems: items }), measureRoughly)
    expect(pieces.map(({ name, elements }) => [name, elements.map(({ kind }) => kind)])).toEqual([
      ['Door', ['shape', 'line']],
      ['', ['shape']],
    ])
    const [box, line] = pieces[0]!.elements
    expect(line).toMatchObject({ start: { id: box?.id } })
    expect([...left]).toEqual([
      ['things of a kind that boards don’t have (hologram)', 1],
      ['pieces with nothing in them', 2],
    ])
    const old = readExcalidrawLibrary(file({ version: 1, library: [[shape], [shape, arrow]] }), measureRoughly)
    expect(old.pieces.map(({ elements }) => elements.length)).toEqual([1, 2])
  })

  it('[XCAL8] what is none is refused with the reason, and rubbish makes nothing fail', () => {
    expect(() => readExcalidrawLibrary(drawing([]), measureRoughly)).toThrow(BadFile)
    expect(() => readExcalidrawLibrary('{"type":"excalidrawlib"', measureRoughly)).toThrow(BadFile)
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (libraryItems, library) => {
        const text = JSON.stringify({ type: 'excalidrawlib', libraryItems, library })
        expect(readExcalidrawLibrary(text, measureRoughly).pieces).toEqual([])
      }),
    )
  })
})
