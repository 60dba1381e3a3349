import { expect, it } from 'vitest'
import { encodeStateAsUpdate, type Doc, Doc as YDoc, applyUpdate } from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { newStrokes } from '#board/elements/stroke.ts'
import { canonical } from '#board/testing/canonical.ts'
import type { LogEntry, Past, PastBoard } from '../sync/past.ts'
import { COMPARED_COLORS } from './compared.ts'
import { pacingOf } from './pacing.ts'
import { createTimeMachine } from './time-machine.ts'

const wave = Array.from({ length: 60 }, (_, i) => [i * 5, Math.sin(i / 4) * 30, 0.5]).flat()
const INK = { color: 'red', width: 4, opacity: 1 }
const note = (id: string, x: number): NewElement => ({ kind: 'note', id, matrix: [80, 0, 0, 80, x, 0], text: id })

/** A server that remembers what is done to a board. */
function remembered(...deeds: readonly ((board: BoardDocument) => void)[]): { past: Past; states: Uint8Array[] } {
  const doc: Doc = new YDoc()
  const board = createBoardDocument(doc)
  const log: LogEntry[] = []
  const states = [encodeStateAsUpdate(doc)]
  doc.on('update', (update: Uint8Array) =>
    log.push({ seq: log.length + 1, at: log.length * 1_000, name: 'Ann', update }),
  )
  for (const deed of deeds) {
    deed(board)
    states.push(encodeStateAsUpdate(doc))
  }
  const nothing = async (): Promise<never> => {
    throw new Error('not asked for')
  }
  const past: Past = {
    list: async () => ({ earliest: 0, newest: log.length, keptSeconds: 60, sittings: [], versions: [] }),
    at: async (version) => opened(states[Number(version)] as Uint8Array),
    log: async (after, upTo) => log.slice(after, upTo),
    thumbnail: nothing,
    restore: nothing,
    name: nothing,
    forget: nothing,
    copy: nothing,
  }
  return { past, states }
}

function opened(state: Uint8Array): PastBoard {
  const doc = new YDoc()
  applyUpdate(doc, state)
  const document = createBoardDocument(doc)
  return {
    document,
    apply(update) {
      const touched = new Set<string>()
      const stop = document.onChange(({ added, updated, removed }) => {
        for (const ids of [added, updated, removed]) for (const id of ids) touched.add(id)
      })
      applyUpdate(doc, update)
      stop()
      return touched
    },
    dispose: () => document.destroy(),
  }
}

const DEEDS: readonly ((board: BoardDocument) => void)[] = [
  (board) => board.add(newStrokes(wave, INK, 1)),
  (board) => board.add([note('note-number-one', 0), note('note-number-two', 100)]),
  (board) => board.edit(['note-number-one'], 'color', 'green'),
  (board) => board.remove(['note-number-two']),
  (board) => board.editText('note-number-one', [{ index: 0, remove: 0, insert: 'more ' }]),
]

const looks = (state: Uint8Array): unknown => canonical(opened(state).document)

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
