import { describe, expect, test } from 'vitest'
import { LIMITS } from '#board/limits.ts'
import type { LiveMessage } from '#board/live.ts'
import { translate } from '#board/geometry/matrix.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'

const STYLE = { color: 'red', width: 4, opacity: 1 }

/** Alice's board, whose live messages reach Bob's when her frames come. */
function pair() {
  const alice = testBoard()
  const bob = testBoard()
  const sent: LiveMessage[] = []
  alice.editor.live.onSend((message) => {
    sent.push(message)
    bob.editor.live.receive(1, message)
  })
  return { alice, bob, sent, hers: alice.editor.live, his: bob.editor.live }
}

const ink = (id: string, from: number, ...points: number[]): LiveMessage => ({
  type: 'ink',
  id,
  ...STYLE,
  from,
  points,
})

describe('sending', () => {
  test('[FLIGHT1] what grew within a frame is told once, in that frame', () => {
    const { alice, sent, hers, his } = pair()
    hers.beginInk('ink-a', STYLE)
    hers.extendInk('ink-a', [0, 0, 0.5], [9, 9, 0.5])
    hers.extendInk('ink-a', [1, 1, 0.5], [9, 9, 0.5])
    expect(sent).toEqual([])
    alice.frames.flush()
    expect(sent).toEqual([ink('ink-a', 0, 0, 0, 0.5, 1, 1, 0.5)])
    hers.extendInk('ink-a', [2, 2, 0.5], [])
    alice.frames.flush()
    expect(sent.at(-1)).toEqual(ink('ink-a', 2, 2, 2, 0.5))
    expect(his.inks.get('ink-a')?.points).toEqual([0, 0, 0.5, 1, 1, 0.5, 2, 2, 0.5])
    expect(alice.frames.flush()).toBe(false)
  })

  test('[FLIGHT2] a drag of any number of elements is one matrix a frame; a long list of them goes in pieces', () => {
    const { alice, sent, hers, his } = pair()
    const ids = Array.from({ length: 500 }, (_, i) => `element-${i}`.padEnd(16, '-'))
    hers.beginDrag('drag-a', ids)
    for (const message of sent) expect(JSON.stringify(message).length).toBeLessThan(LIMITS.liveBytes)
    const before = sent.length
    hers.moveDrag('drag-a', translate(1, 1))
    hers.moveDrag('drag-a', translate(2, 2))
    alice.frames.flush()
    expect(sent.slice(before)).toEqual([{ type: 'drag', drag: 'drag-a', by: translate(2, 2) }])
    expect(his.drags.get('drag-a')?.ids.size).toBe(500)
    expect(his.drags.get('drag-a')?.by).toEqual(translate(2, 2))
  })

  test('[FLIGHT10] a drag moves for others when they know all that it carries, however long the list', () => {
    const { alice, sent, hers, his } = pair()
    const ids = Array.from({ length: 1_500 }, (_, i) => `element-${i}`.padEnd(16, '-'))
    hers.beginDrag('drag-a', ids)
    hers.moveDrag('drag-a', translate(1, 1))
    const perFrame: number[] = []
    do {
      perFrame.push(sent.length - perFrame.reduce((sum, count) => sum + count, 0))
      expect(his.drags.size).toBe(0)
    } while (alice.frames.flush() && his.drags.size === 0)
    expect(Math.max(...perFrame)).toBeLessThan(15)
    expect(perFrame.length).toBeGreaterThan(1)
    expect([...(his.drags.get('drag-a')?.ids ?? [])].sort()).toEqual(ids.toSorted())
    expect(his.drags.get('drag-a')?.by).toEqual(translate(1, 1))
    hers.beginDrag('drag-b', ids)
    hers.end('drag-b', true)
    while (alice.frames.flush());
    expect(his.drags.has('drag-b')).toBe(false)
  })

  test('[FLIGHT3] a gesture that ends before its frame is told whole, and its end comes last', () => {
    const { sent, hers } = pair()
    hers.beginInk('ink-a', STYLE)
    hers.extendInk('ink-a', [0, 0, 0.5], [])
    hers.end('ink-a', true)
    expect(sent.map(({ type }) => type)).toEqual(['ink', 'end'])
    hers.beginInk('ink-b', STYLE)
    hers.extendInk('ink-b', [0, 0, 0.5], [])
    hers.end('ink-b', false)
    expect(sent.slice(2)).toEqual([{ type: 'end', id: 'ink-b', committed: false }])
  })
})

describe('ending', () => {
  test('[FLIGHT4] committed ink stays until the document has the stroke, cancelled ink goes at once', () => {
    const { bob, his } = pair()
    his.receive(1, ink('ink-a-ink-a-ink', 0, 0, 0, 0.5))
    his.receive(1, { type: 'end', id: 'ink-a-ink-a-ink', committed: true })
    expect(his.inks.size).toBe(1)
    bob.document.add([{ kind: 'rectangle', id: 'ink-a-ink-a-ink' }])
    expect(his.inks.size).toBe(0)
    his.receive(1, ink('ink-b-ink-b-ink', 0, 0, 0, 0.5))
    his.receive(1, { type: 'end', id: 'ink-b-ink-b-ink', committed: false })
    expect(his.inks.size).toBe(0)
  })

  test('[FLIGHT4] live ink that comes after its stroke is not shown again', () => {
    const { bob, his } = pair()
    const id = addStroke(bob.document, [0, 0], [10, 10])
    his.receive(1, ink(id, 5, 0, 0, 0.5))
    expect(his.inks.size).toBe(0)
  })

  test('[FLIGHT5] a committed drag stays until the document moves what it carries', () => {
    const { bob, his } = pair()
    const id = addRectangle(bob.document, 0, 0, 10, 10)
    const other = addRectangle(bob.document, 0, 0, 10, 10)
    his.receive(1, { type: 'lift', drag: 'drag-a', ids: [id] })
    his.receive(1, { type: 'drag', drag: 'drag-a', by: translate(5, 5) })
    his.receive(1, { type: 'end', id: 'drag-a', committed: true })
    bob.document.transform([other], translate(1, 1))
    expect(his.drags.size).toBe(1)
    bob.document.transform([id], translate(5, 5))
    expect(his.drags.size).toBe(0)
  })

  test('[FLIGHT5] a drag that lands in several transactions stays until the last', () => {
    const { alice, hers } = pair()
    const ids = [0, 1, 2].map((x) => addRectangle(alice.document, x, 0, 10, 10))
    hers.beginDrag('drag-a', ids)
    hers.end('drag-a', true)
    for (const id of ids) {
      expect(hers.drags.size).toBe(1)
      alice.document.transform([id], translate(5, 5))
    }
    expect(hers.drags.size).toBe(0)
    hers.beginDrag('drag-b', ids)
    hers.end('drag-b', true)
    hers.landed('drag-b')
    expect(hers.drags.size).toBe(0)
  })

  test('[FLIGHT6] after a silence, what somebody left unfinished vanishes; what goes on does not', () => {
    const { bob, his } = pair()
    his.receive(1, ink('ink-a', 0, 0, 0, 0.5))
    his.receive(2, ink('ink-b', 0, 0, 0, 0.5))
    bob.clock.pass(10_000)
    his.receive(2, ink('ink-b', 1, 1, 1, 0.5))
    bob.clock.pass(6_000)
    expect([...his.inks.keys()]).toEqual(['ink-b'])
    bob.clock.pass(60_000)
    bob.clock.pass(60_000)
    expect(his.inks.size).toBe(0)
  })

  test('[FLIGHT6] somebody who leaves takes their gestures along, and nobody else’s', () => {
    const { his } = pair()
    his.receive(1, ink('ink-a', 0, 0, 0, 0.5))
    his.receive(2, ink('ink-b', 0, 0, 0, 0.5))
    his.beginInk('ink-c', STYLE)
    his.forget(1)
    expect([...his.inks.keys()]).toEqual(['ink-b', 'ink-c'])
  })
})

describe('strangers', () => {
  test('[FLIGHT7] nobody can touch what somebody else began', () => {
    const { his } = pair()
    his.beginInk('ink-mine', STYLE)
    his.extendInk('ink-mine', [1, 1, 0.5], [])
    his.receive(1, ink('ink-a', 0, 0, 0, 0.5))
    his.receive(2, ink('ink-a', 0, 7, 7, 0.5))
    his.receive(2, ink('ink-mine', 0, 7, 7, 0.5))
    his.receive(2, { type: 'end', id: 'ink-a', committed: false })
    his.receive(2, { type: 'end', id: 'ink-mine', committed: false })
    expect(his.inks.get('ink-a')?.points).toEqual([0, 0, 0.5])
    expect(his.inks.get('ink-mine')?.points).toEqual([1, 1, 0.5])
  })

  test('[FLIGHT8] ink that came late or twice is drawn as far as it is known; endless ink is cut off', () => {
    const { his } = pair()
    his.receive(1, ink('ink-a', 500, 1, 1, 0.5, 2, 2, 0.5))
    his.receive(1, ink('ink-a', 502, 3, 3, 0.5))
    expect(his.inks.get('ink-a')?.points).toHaveLength(9)
    his.receive(1, ink('ink-b', 0, 1, 1, 0.5, 2, 2, 0.5))
    his.receive(1, ink('ink-b', 1, 2, 2, 0.5, 3, 3, 0.5))
    expect(his.inks.get('ink-b')?.points).toEqual([1, 1, 0.5, 2, 2, 0.5, 3, 3, 0.5])
    for (let i = 0; i < 100; i++) his.receive(1, ink('ink-c', i * 100, ...Array<number>(300).fill(0.5)))
    expect(his.inks.get('ink-c')?.points.length).toBeLessThanOrEqual(2 * 3 * LIMITS.pointsPerStroke)
  })

  test('[FLIGHT8] one person has so many gestures at once and no more', () => {
    const { his } = pair()
    for (let i = 0; i < 1_000; i++) his.receive(1, ink(`ink-${i}`, 0, 0, 0, 0.5))
    expect(his.inks.size).toBeLessThan(100)
    his.receive(2, ink('ink-of-bob', 0, 0, 0, 0.5))
    expect(his.inks.has('ink-of-bob')).toBe(true)
  })
})
