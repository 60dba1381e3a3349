import { expect, test } from 'vitest'
import { person } from '../editor/testing/person.ts'
import { testBoard } from '../editor/testing/test-editor.ts'

/** Alice's board, and Bob's, who gets her live messages when her frames come. */
function pair() {
  const [alice, bob] = [testBoard(), testBoard()]
  alice.editor.live.onSend((message) => bob.editor.live.receive(1, message))
  const trail = () => bob.editor.live.trails()[0]?.points.map((value) => Math.round(value * 100) / 100)
  return { alice, bob, trail }
}

test('[TOOL39] the laser pointer leaves a trail on every screen that fades within a second, and nothing else', () => {
  const { alice, bob, trail } = pair()
  const hand = person(alice.editor).choose('laser').down(10, 10).move([20, 10], [30, 10]).expectPath('laser.pointing')
  alice.frames.flush()
  expect(trail()).toEqual([10, 10, 1, 20, 10, 1, 30, 10, 1])
  for (const { clock } of [alice, bob]) clock.pass(400)
  hand.move([40, 10]).up().expectPath('laser.idle')
  alice.frames.flush()
  expect(trail()).toEqual([10, 10, 0.6, 20, 10, 0.6, 30, 10, 0.85, 40, 10, 1])
  for (const { clock } of [alice, bob]) clock.pass(1_250)
  for (const { editor, document } of [alice, bob]) {
    expect(editor.live.lasers.size).toBe(0)
    expect(document.size).toBe(0)
    expect(editor.history.canUndo).toBe(false)
  }
})

test('[TOOL39] a laser shines on where it rests until it is let go; cancelled, it goes at once', () => {
  const { alice, bob, trail } = pair()
  const hand = person(alice.editor).choose('laser').down(10, 10).move([20, 10])
  alice.frames.flush()
  for (const { clock } of [alice, bob]) clock.pass(5_000)
  expect(trail()).toEqual([20, 10, 1])
  hand.cancel().expectPath('laser.idle')
  expect([alice.editor.live.lasers.size, bob.editor.live.lasers.size]).toEqual([0, 0])
})

test('[TOOL39] it shines in the colour that is set, as broad on the screen at every zoom, and ink is red', () => {
  const { editor } = testBoard()
  editor.camera.value = { x: 0, y: 0, zoom: 2 }
  person(editor).choose('laser').down(0, 0)
  expect([...editor.live.lasers.values()][0]).toMatchObject({ color: 'red', width: 3 })
})
