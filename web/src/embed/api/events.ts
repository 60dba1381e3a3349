import { effect } from '@preact/signals'
import { createPace } from '../../sync/pace.ts'
import { toScene } from '../../editor/camera.ts'
import { hearOfLinks } from '../../editor/links.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { BoardBox, BoardEvents, EventName } from './embed-api.ts'
import { pagesOf } from './pages.ts'
import { fileOf } from './snapshots.ts'

/** Something that a page may listen to: asked for only while somebody does. */
export interface Told<Data> {
  /** When it is told, for the documentation. */
  readonly about: string
  readonly tells: string
  /** Answers how to stop. */
  follow(board: EmbeddedBoard, tell: (data: Data) => void): () => void
}

/** After the last change, milliseconds; while somebody draws without a pause, this often. */
const AUTOSAVE_MS = 1_000
/** Where the pointer is, this often at most: 30 times a second. */
const POINTER_MS = 33
/** What is drawn grows: this often at most. */
const SIZE_MS = 100

/** What a page is told while it listens: the one list. */
export const EVENTS: { readonly [Name in EventName]: Told<BoardEvents[Name]> } = {
  change: {
    about: 'Elements came, changed or went, by whoever sits here (`local`, `undo`) or somebody else (`remote`).',
    tells: '{ added: id[], updated: id[], removed: id[], origin }',
    follow: ({ document }, tell) =>
      document.onChange(({ added, updated, removed, origin }) =>
        tell({ added: [...added], updated: [...updated], removed: [...removed], origin }),
      ),
  },
  autosave: {
    about: 'The whole board, at most once a second while it changes: for a page that keeps a file of its own.',
    tells: '{ file }',
    follow(board, tell) {
      const { document } = board
      const save = () =>
        fileOf(board).then(
          (file) => tell({ file }),
          () => undefined,
        )
      const pace = createPace(AUTOSAVE_MS, () => void save())
      const stops = [document.onChange(() => pace.request()), document.onMeta(() => pace.request())]
      return () => {
        for (const stop of stops) stop()
        pace.dispose()
      }
    },
  },
  selection: {
    about: 'Something else is selected.',
    tells: '{ ids: id[] }',
    follow: ({ app }, tell) =>
      later(
        () => [...(app?.editor.selection.value ?? [])],
        (ids) => tell({ ids }),
      ),
  },
  page: {
    about: 'Another page is shown, or the board has other pages. Told at once, too.',
    tells: '{ shown: id, pages: { id, name }[] }',
    follow(board, tell) {
      let before = ''
      return effect(() => {
        const pages = pagesOf(board)
        const now = JSON.stringify(pages)
        if (now !== before) tell(pages)
        before = now
      })
    },
  },
  pointer: {
    about: 'Where the pointer is, scene units; `null` when it has left the board.',
    tells: '{ x, y } or null',
    follow: followPointer,
  },
  presence: {
    about: 'Somebody came, went or has another name. Told at once, too.',
    tells: '{ people }',
    follow: ({ people }, tell) =>
      effect(() => tell({ people: people.value.map(({ client: id, name, color }) => ({ id, name, color })) })),
  },
  connection: {
    about: 'How the connection is. Told at once, too.',
    tells: '{ state }',
    follow({ status }, tell) {
      let before: string | undefined
      return effect(() => {
        const now = status.value.state
        // Slow mode is the frame's own affair: to the page around it, it is being saved.
        const state = now === 'slowed' ? 'saving' : now
        if (state !== before) tell({ state })
        before = state
      })
    },
  },
  saved: {
    about: 'All that was drawn here is on the server’s disk. Told at once, too, when it is.',
    tells: '{}',
    follow({ status }, tell) {
      let before: string | undefined
      return effect(() => {
        const { state } = status.value
        if (state === 'saved' && before !== 'saved') tell({})
        before = state
      })
    },
  },
  error: {
    about:
      'Something went wrong that nobody asked for: the server will not have what was drawn, a message was not understood.',
    tells: '{ code, reason }',
    follow: ({ status }, tell) =>
      effect(() => {
        const now = status.value
        if (now.state === 'refused') tell({ code: String(now.code), reason: now.reason })
      }),
  },
  link: {
    about: 'Somebody clicked what leads somewhere. While the page listens to this, the frame opens nothing itself.',
    tells: '{ id, href }',
    follow: (_, tell) => hearOfLinks(tell),
  },
  resize: {
    about:
      'The frame has another size, CSS pixels, or what is drawn takes another part of the scene. Told at once, too.',
    tells: '{ width, height, content: { x, y, width, height } or null }',
    follow: followSize,
  },
}

/** Like an effect, but not for what is so already. */
function later<T>(read: () => T, tell: (value: T) => void): () => void {
  let isFirst = true
  return effect(() => {
    const value = read()
    if (!isFirst) tell(value)
    isFirst = false
  })
}

function followPointer({ camera }: EmbeddedBoard, tell: (at: BoardEvents['pointer']) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let at: BoardEvents['pointer'] = null
  const pace = createPace(POINTER_MS, () => tell(at))
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    at = toScene(camera.peek(), clientX, clientY)
    pace.request()
  }
  const onGone = () => {
    at = null
    pace.request()
  }
  // A board fills its frame.
  window.addEventListener('pointermove', onMove, { signal, passive: true })
  document.documentElement.addEventListener('pointerleave', onGone, { signal })
  return () => {
    listening.abort()
    pace.dispose()
  }
}

function followSize({ scene, viewport }: EmbeddedBoard, tell: (size: BoardEvents['resize']) => void): () => void {
  let before = ''
  const look = () => {
    const size = { ...viewport.peek(), content: contentOf(scene.bounds) }
    const now = JSON.stringify(size)
    if (now !== before) tell(size)
    before = now
  }
  const pace = createPace(SIZE_MS, look)
  const stops = [viewport.subscribe(look), scene.onChange(() => pace.request()), () => pace.dispose()]
  return () => stops.forEach((stop) => stop())
}

type Bounds = EmbeddedBoard['scene']['bounds']

const contentOf = (bounds: Bounds): BoardBox | null =>
  bounds
    ? { x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY }
    : null
