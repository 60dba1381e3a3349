import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { crossingOf } from '../elements/grid.ts'
import { KINDS } from '../elements/index.ts'
import { boardInSvg, carriedBySvg } from '../formats/carried.ts'
import { IMPORT_LIMITS } from '../import-limits.ts'
import { LIMITS } from '../limits.ts'
import { canonical } from '../testing/canonical.ts'
import { drawDemoBoard } from '../testing/demo-board.ts'
import { actAtRandom } from '../testing/person.ts'
import { createRandom, type Random } from '../testing/random.ts'
import { specimensOf } from '../testing/specimens.ts'
import { createBoardDocument, type BoardDocument } from './board-document.ts'
import { BadFile, boardFileOf, decodeBoardFile, encodeBoardFile, fillBoard, picturesOf } from './board-file.ts'
import { newId } from './new-id.ts'

const open = (): BoardDocument => createBoardDocument(new Y.Doc())

/** Where elements belong is no prop of theirs. As text, for which 0 and -0 are the same. */
const everything = (board: BoardDocument): unknown =>
  JSON.parse(
    JSON.stringify([
      seen(canonical(board) as Canonical),
      board.pages.all(),
      board.layers.all(),
      [...board.ids()].toSorted().map((id) => board.get(id)?.belonging),
    ]),
  )

type Members = Readonly<Record<string, string>>
interface Canonical {
  readonly elements: readonly { readonly props: { readonly texts?: Members; row?: Members; column?: Members } }[]
}

/** Without the words of rows and columns that are gone. */
const seen = (board: Canonical): Canonical => ({
  ...board,
  elements: board.elements.map((element) => {
    const { texts, row = {}, column = {} } = element.props
    if (!texts) return element
    const isThere = ([part]: [string, string]) => crossingOf(part).row in row && crossingOf(part).column in column
    return { ...element, props: { ...element.props, texts: Object.fromEntries(Object.entries(texts).filter(isThere)) } }
  }),
})

function reopened(board: BoardDocument): BoardDocument {
  const copy = open()
  fillBoard(copy, decodeBoardFile(encodeBoardFile(boardFileOf(board))))
  return copy
}

const fileHash = fc.stringMatching(/^[0-9a-f]{64}$/)
const address = fc.base64String().map((bytes) => `data:image/png;base64,${bytes}`)

/** Says of some elements where they belong, or something of a page or layer. */
function sortAtRandom(board: BoardDocument, random: Random): void {
  const ids = [...board.ids()].filter(() => random.int(6) === 0)
  const section = `section-number-${random.int(3)}`
  const fields = { name: `${random.int(9)}`, order: random.pick(['a1', 'Zz']), hidden: random.int(2) === 0 }
  const acts: readonly (() => void)[] = [
    () => board.pages.edit(section, { ...fields, gone: random.int(4) === 0 }),
    () => board.layers.edit(section, { ...fields, locked: random.int(2) === 0 }),
    () => board.edit(ids, random.pick(['page', 'layer']), random.pick([section, null])),
    () => board.edit(ids, 'locked', random.int(2) === 0),
    () => board.edit(ids, 'groups', [newId(), newId()].slice(random.int(3))),
    () => board.edit(ids, 'frame', random.pick([...board.ids(), null])),
    () => board.edit(ids, 'link', random.pick(['https://a.example/?a=1&b="', ''])),
    () => ids.forEach((id) => board.editText(id, [{ index: 0, remove: 0, insert: '\n"\u2028😀' }])),
  ]
  random.pick(acts)()
}

const file = (elements: readonly unknown[], settings: object = {}): string =>
  JSON.stringify({ format: 'drawbridge/board', version: 1, ...settings, elements })

describe('a board as a file', { timeout: 60_000 }, () => {
  it('[JSON1] comes back as it was: every kind, edits, order, groups, locks and settings', () => {
    const board = open()
    drawDemoBoard(board)
    const ids = board.add(KINDS.flatMap(specimensOf))
    board.add([{ kind: 'hologram', matrix: [1, 0, 0, 1, 0, 0], depth: 3, raw: Uint8Array.of(0, 255), text: 'new' }])
    board.edit(ids.slice(0, 20), 'locked', true)
    board.edit(ids.slice(5, 9), 'groups', [newId(), newId()])
    board.transform(ids, [0, 1, -1, 0, 7, -3])
    board.edit([ids[3]!, ids[4]!], 'z', 'a1')
    board.setMeta({ background: 'blue', grid: true })
    expect(everything(reopened(board))).toEqual(everything(board))
  })

  it('[JSON1] comes back as it was, also out of a picture: every kind, whatever was done to it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.dictionary(fileHash, address), (seed, title, files) => {
        const random = createRandom(seed)
        const board = open()
        board.add(KINDS.flatMap(specimensOf))
        board.setMeta({ title })
        for (let i = 0; i < 30; i++) random.pick([actAtRandom, sortAtRandom])(board, random)
        const pictures = new Map(Object.entries(files))
        const file = encodeBoardFile(boardFileOf(board, pictures))
        const inPicture = boardInSvg(carriedBySvg('<svg xmlns="http://www.w3.org/2000/svg"/>', file))
        expect(JSON.parse(inPicture ?? '')).toEqual(JSON.parse(file))
        const again = open()
        const read = decodeBoardFile(file)
        fillBoard(again, read)
        expect(everything(again)).toEqual(everything(board))
        expect(read.pictures).toEqual(pictures)
      }),
      { numRuns: 12 },
    )
  })

  it('[JSON3] brings the files of its pictures along, as far as they can be read again', () => {
    const hashOf = (digit: string) => digit.repeat(64)
    const half = `data:image/png;base64,${'A'.repeat(LIMITS.boardFilePictures / 2)}`
    const board = open()
    const [shown = ''] = board.add([{ kind: 'image', file: hashOf('1') }])
    const pictures = new Map([
      [hashOf('1'), half],
      [hashOf('2'), half],
      [hashOf('3'), 'data:image/png;base64,AAAA'],
    ])
    const text = encodeBoardFile(boardFileOf(board, pictures))
    expect(text.length).toBeLessThan(IMPORT_LIMITS.importBytes)
    const read = decodeBoardFile(text)
    expect([...read.pictures.keys()]).toEqual([hashOf('1'), hashOf('3')])
    expect([...picturesOf(read)]).toEqual([[shown, half]])
    const odd = { pictures: { short: 'data:,', [hashOf('4')]: 4, [hashOf('5')]: 'data:,a' } }
    expect([...decodeBoardFile(file([], odd)).pictures.keys()]).toEqual([hashOf('5')])
    expect(decodeBoardFile(file([], { pictures: 'none' })).pictures.size).toBe(0)
  })

  it.each([
    ['', /not JSON/],
    ['{"format":"drawbridge/board","version":1,"elements":[', /ends too early/],
    ['{"type":"excalidraw"}', /not a board/],
    ['null', /not JSON/],
    [JSON.stringify({ format: 'drawbridge/board', version: 2, elements: [] }), /newer version/],
    [JSON.stringify({ format: 'drawbridge/board', version: 1 }), /no elements/],
    [file([{ id: 'only-an-id-00' }]), /element 1 .*kind/],
    [file([{ id: 'an-element-id', kind: 'shape', width: -1 }]), /element 1 .*width/],
    [file([{ id: 'an-element-id', kind: 'text', text: 3 }]), /element 1 .*text/],
    [file([null]), /element 1/],
    [file([1, 2].map(() => ({ id: 'an-element-id', kind: 'shape' }))), /element 2 .*taken/],
    [file([], { title: 7 }), /title/],
    [file([{ id: 'an-element-id', kind: 'stroke', points: { $bytes: '%%%' } }]), /./],
  ])('[JSON2] %s is refused with a reason', (text, reason) => {
    expect(() => decodeBoardFile(text)).toThrow(BadFile)
    expect(() => decodeBoardFile(text)).toThrow(reason)
  })

  it('[JSON2] anything else is read or refused, and what is read a board takes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.object(), fc.anything())), fc.json(), (elements, json) => {
        for (const text of [json, JSON.stringify({ format: 'drawbridge/board', version: 1, elements }, plain)]) {
          try {
            fillBoard(open(), decodeBoardFile(text))
          } catch (error) {
            expect(error).toBeInstanceOf(BadFile)
          }
        }
      }),
    )
  })
})

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? null : value)
