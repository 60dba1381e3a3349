import { expect, it } from 'vitest'
import { Doc as YDoc } from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { canonical } from '#board/testing/canonical.ts'
import { COMPARED_COLORS } from './compared.ts'
import { pacingOf } from './pacing.ts'
import { openedState, remembered } from './testing/remembered.ts'
import { createTimeMachine } from './time-machine.ts'

const wave = Array.from({ length: 60 }, (_, i) => [i * 5, Math.sin(i / 4) * 30, 0.5]).flat()
const INK = { color: 'red', width: 4, opacity: 1 }
const note = (id: string, x: number): NewElement => ({ kind: 'note', id, matrix: [80, 0, 0, 80, x, 0], text: id })

const DEEDS: readonly ((board: BoardDocument) => void)[] = [
  (board) => board.add(newStrokes(wave, INK, 1)),
  (board) => board.add([note('note-number-one', 0), note('note-number-two', 100)]),
  (board) => board.edit(['note-number-one'], 'color', 'green'),
  (board) => board.remove(['note-number-two']),
  (board) => board.editText('note-number-one', [{ index: 0, remove: 0, insert: 'more ' }]),
]

const looks = (state: Uint8Array): unknown => canonical(openedState(state).document)

it('[PAST11] any moment is shown, forwards and backwards, and playing ends with what is there now, ink and all', async () => {
  const { past, states } = remembered(...DEEDS)
  const shown = createBoardDocument(new YDoc())
  const machine = createTimeMachine(past, shown)
  await machine.refresh()
  expect(canonical(shown)).toEqual(looks(states[5] as Uint8Array))
  for (const seq of [2, 0, 4, 1]) {
    await machine.goTo(seq)
    expect([seq, canonical(shown)]).toEqual([seq, looks(states[seq] as Uint8Array)])
  }
  await machine.goTo(0)
  machine.speed = 64
  await machine.play()
  expect(machine.seq.value).toBe(5)
  expect(machine.playing.value).toBe(false)
  expect(canonical(shown)).toEqual(looks(states[5] as Uint8Array))
  machine.dispose()
})

it('[PAST11] whoever stops it before it plays is heard', async () => {
  const { past } = remembered(...DEEDS)
  const machine = createTimeMachine(past, createBoardDocument(new YDoc()))
  await machine.refresh()
  await machine.goTo(0)
  const played = machine.play()
  expect(machine.busy.value).toBe(true)
  machine.stop()
  await played
  expect([machine.seq.value, machine.playing.value, machine.busy.value]).toEqual([0, false, false])
  machine.dispose()
})

it('[PAST12] two moments are compared: what came, what is other and what went has its colour, and looking on shows none of it', async () => {
  const { past, states } = remembered(...DEEDS)
  const shown = createBoardDocument(new YDoc())
  const machine = createTimeMachine(past, shown)
  await machine.refresh()
  await machine.goTo(2)
  await machine.compareWith('5')
  expect(machine.compared.value).toEqual({ added: 0, changed: 1, gone: 1 })
  const colorOf = (id: string): unknown => (shown.get(id)?.props as { color?: unknown } | undefined)?.color
  expect(colorOf('note-number-one')).toBe(COMPARED_COLORS.changed)
  expect(colorOf('note-number-two')).toBe(COMPARED_COLORS.gone)
  await machine.compareWith('0')
  expect(machine.compared.value).toEqual({ added: 0, changed: 0, gone: 3 })
  await machine.goTo(2)
  expect(machine.compared.value).toBeNull()
  expect(canonical(shown)).toEqual(looks(states[2] as Uint8Array))
  machine.dispose()
})

it('[PAST13] what is played keeps its pace, with long pauses cut short', () => {
  expect(pacingOf([1_000, 1_200, 1_200, 60_000])).toEqual([0, 200, 240, 1_040])
})
