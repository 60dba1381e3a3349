import type { BoardReader } from './board-reader.ts'
import type { Change } from './change.ts'
import type { BoardMeta } from './meta.ts'
import type { SectionReader } from './sections.ts'

/** A reader that begins with what one says and goes on with what another does. */
export interface Handover extends BoardReader {
  /** From now on it is `next` that is read, which holds the same board but, perhaps, for the elements given. */
  take(next: BoardReader, doubtful: ReadonlySet<string>): void
}

export function createHandover(first: BoardReader): Handover {
  let now = first
  const changeListeners = new Set<(change: Change) => void>()
  const metaListeners = new Set<(meta: BoardMeta) => void>()
  const tell = (change: Change) => changeListeners.forEach((listener) => listener(change))
  const sectionListeners = { pages: new Set<() => void>(), layers: new Set<() => void>() }
  const tellOfPages = () => sectionListeners.pages.forEach((listener) => listener())
  const tellOfLayers = () => sectionListeners.layers.forEach((listener) => listener())
  const sectionsOf = (name: 'pages' | 'layers'): SectionReader => ({
    all: () => now[name].all(),
    get: (id) => now[name].get(id),
    onChange: (listener) => subscribe(sectionListeners[name], listener),
  })
  const sections = { pages: sectionsOf('pages'), layers: sectionsOf('layers') }
  const stops: (() => void)[] = []
  const follow = (reader: BoardReader) =>
    stops.push(
      reader.onChange(tell),
      reader.onMeta((meta) => metaListeners.forEach((listener) => listener(meta))),
      reader.pages.onChange(tellOfPages),
      reader.layers.onChange(tellOfLayers),
    )
  follow(first)
  return {
    get size() {
      return now.size
    },
    get newerFormat() {
      return now.newerFormat
    },
    get: (id) => now.get(id),
    has: (id) => now.has(id),
    ids: () => now.ids(),
    kindOf: (id) => now.kindOf(id),
    belonging: (id) => now.belonging(id),
    elements: () => now.elements(),
    get meta() {
      return now.meta
    },
    pages: sections.pages,
    layers: sections.layers,
    take(next, doubtful) {
      const before = now
      now = next
      follow(next)
      tellOfPages()
      tellOfLayers()
      const updated = new Set([...doubtful].filter((id) => next.has(id) && before.has(id)))
      if (updated.size > 0) tell({ added: new Set(), updated, removed: new Set(), origin: 'load' })
    },
    onChange: (listener) => subscribe(changeListeners, listener),
    onMeta: (listener) => subscribe(metaListeners, listener),
    destroy() {
      for (const stop of stops) stop()
      changeListeners.clear()
      metaListeners.clear()
    },
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
