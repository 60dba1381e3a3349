import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boxAt } from '../geometry/box.ts'
import { LIMITS } from '../limits.ts'
import { fillSampleBoard } from '../testing/sample-board.ts'
import { createBoardDocument } from './board-document.ts'
import { decodeClip, encodeClip } from './clip.ts'
import { renew } from './renew.ts'

const open = () => createBoardDocument(new Y.Doc())
const box = boxAt(-5, 3, 100, 50)
/** All that a copy keeps: everything but the ids. */
const content = (board: ReturnType<typeof open>) => Array.from(board.elements(), ({ kind, props }) => ({ kind, props }))

describe('a clip', () => {
  it('[CLIP1] carries elements of every kind to another board, bytes and texts included, in their order', () => {
    const from = open()
    const ids = fillSampleBoard(from, 200, 7)
    const decoded = decodeClip(encodeClip({ elements: from.copy(ids.toReversed()), box }))
    if (decoded.type !== 'clip') throw new Error(decoded.type)
    expect(decoded.clip.box).toEqual(box)
    const to = open()
    to.add(renew(decoded.clip.elements))
    expect(content(to)).toEqual(content(from))
  })

  it('[CLIP1] carries the fields of a kind that is not known here', () => {
    const elements = [{ kind: 'hologram', matrix: [1, 0, 0, 1, 0, 0], depth: 3, raw: Uint8Array.of(0, 255) }]
    expect(decodeClip(encodeClip({ elements, box }))).toEqual({ type: 'clip', clip: { box, elements } })
  })

  it('[CLIP2] never throws, whatever it is given, and what it takes a board can take', () => {
    const head = '{"format":"drawbridge/elements",'
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 4 })), fc.array(fc.anything()), (text, elements) => {
        expect(decodeClip(text).type).toBe('foreign')
        const clip = `${head}"box":[0,0,1,1],"elements":${JSON.stringify(
          elements.map((element) => element ?? null),
          (_, value: unknown) => (typeof value === 'bigint' ? null : value),
        )}}`
        const decoded = decodeClip(clip)
        if (decoded.type === 'clip') open().add(renew(decoded.clip.elements.filter(({ kind }) => kind === 'text')))
      }),
    )
    expect(decodeClip(`${head}"box":[0,0,null,1],"elements":[]}`).type).toBe('foreign')
    expect(decodeClip(`${head}"elements":[{"$bytes":"%%%"}]`).type).toBe('foreign')
  })

  it('[CLIP3] one that is larger than a board takes at once is refused for that', () => {
    const elements = [{ kind: 'text', text: 'x'.repeat(LIMITS.messageBytes) }]
    expect(decodeClip(encodeClip({ elements, box }))).toEqual({ type: 'too-large' })
  })

  it('[CLIP9] connectors are bound to the copies of what they were bound to, and to nothing that stayed behind', () => {
    const from = open()
    const [shape, other] = from.add([{ kind: 'shape' }, { kind: 'shape' }]) as [string, string]
    const at = (id: string) => ({ id, x: 0.5, y: 0.5 })
    const [line] = from.add([{ kind: 'line', start: at(shape), end: at(other) }]) as [string]
    expect(from.get(line)?.props).toMatchObject({ start: at(shape), end: at(other) })
    const to = open()
    const decoded = decodeClip(encodeClip({ elements: from.copy([shape, line]), box }))
    if (decoded.type !== 'clip') throw new Error(decoded.type)
    const [copy, copied] = to.add(renew(decoded.clip.elements)) as [string, string]
    expect(to.get(copied)?.props).toMatchObject({ start: at(copy), end: null })
    expect([shape, line]).not.toContain(copy)
  })
})
