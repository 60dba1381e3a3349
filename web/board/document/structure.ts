import { type Belonging, FREE } from '../elements/belonging.ts'
import type { BoardReader } from './board-reader.ts'
import type { Change } from './change.ts'
import { FIRST_SECTION, type Section, type SectionReader } from './sections.ts'

/**
 * Which pages and layers a board has, and what of it is on which: derived from a document, change by change. Costs nothing for
 * elements that say nothing of a page or a layer.
 */
export interface Structure {
  /** In order, never empty: those that nobody deleted, and those with something on them. */
  pages(): readonly Section[]
  /** The same, bottom to top. */
  layers(): readonly Section[]
  layerOf(belonging: Belonging): Section | undefined
  /** What sorts an element among those of other layers: to be put before its `z`. Empty on the first layer. */
  rankOf(belonging: Belonging): string
  /** A page or layer has come, gone or changed. `layers`: what they look like, or their order, may be another. */
  onChange(listener: (what: 'pages' | 'layers') => void): () => void
  dispose(): void
}

type Place = Readonly<Record<'page' | 'layer', string | null>>

export function createStructure(document: BoardReader): Structure {
  /** Where the elements are that say so. */
  const places = new Map<string, Place>()
  const pages = createCount()
  const layers = createCount()
  const listeners = new Set<(what: 'pages' | 'layers') => void>()
  let cachedPages: readonly Section[] | undefined
  let cachedLayers: Layers | undefined

  const notePlace = (id: string, place: Place | undefined): void => {
    const before = places.get(id)
    if (before === undefined && place === undefined) return
    pages.move(before?.page ?? null, place?.page ?? null)
    layers.move(before?.layer ?? null, place?.layer ?? null)
    if (place) places.set(id, place)
    else places.delete(id)
  }
  const note = (id: string): void => {
    const belonging = document.belonging(id) ?? FREE
    notePlace(id, isPlaced(belonging) ? { page: belonging.page, layer: belonging.layer } : undefined)
  }
  const tell = (what: 'pages' | 'layers'): void => {
    if (what === 'pages') cachedPages = undefined
    else cachedLayers = undefined
    for (const listener of listeners) listener(what)
  }
  const tellOfCounts = (wasEmpty: boolean): void => {
    // What is on the first one is all that is left: it may have come or gone with any change.
    const isEmpty = document.size === places.size
    if (pages.settle() || wasEmpty !== isEmpty) tell('pages')
    if (layers.settle() || wasEmpty !== isEmpty) tell('layers')
  }
  let wasEmpty = true
  const follow = ({ added, updated, removed }: Change): void => {
    for (const id of removed) notePlace(id, undefined)
    for (const ids of [added, updated]) for (const id of ids) note(id)
    tellOfCounts(wasEmpty)
    wasEmpty = document.size === places.size
  }
  for (const id of document.ids()) note(id)
  pages.settle()
  layers.settle()
  wasEmpty = document.size === places.size

  const countOn = (count: Count, name: 'page' | 'layer', id: string): number =>
    id === FIRST_SECTION ? countFirst(name) : count.of(id)
  /** Those that say nothing of it. */
  const countFirst = (name: 'page' | 'layer'): number => {
    let said = 0
    for (const id of (name === 'page' ? pages : layers).ids()) said += (name === 'page' ? pages : layers).of(id)
    return document.size - said
  }
  const there = (list: SectionReader, count: Count, name: 'page' | 'layer'): readonly Section[] => {
    const written = list.all()
    const known = new Set(written.map(({ id }) => id))
    const unwritten = [...count.ids()].filter((id) => !known.has(id)).map((id) => list.get(id))
    const found = [...written, ...unwritten.toSorted((a, b) => (a.id < b.id ? -1 : 1))].filter(
      ({ id, gone }) => !gone || countOn(count, name, id) > 0,
    )
    return found.length > 0 ? found : [list.get(FIRST_SECTION)]
  }
  const layersNow = (): Layers => {
    if (cachedLayers) return cachedLayers
    const list = there(document.layers, layers, 'layer')
    const first = list.findIndex(({ id }) => id === FIRST_SECTION)
    cachedLayers = { list, byId: new Map(list.map((layer, at) => [layer.id, { layer, rank: rankAt(at, first) }])) }
    return cachedLayers
  }
  const stops = [
    document.onChange(follow),
    document.pages.onChange(() => tell('pages')),
    document.layers.onChange(() => tell('layers')),
  ]
  return {
    pages: () => (cachedPages ??= there(document.pages, pages, 'page')),
    layers: () => layersNow().list,
    layerOf: ({ layer }) => layersNow().byId.get(layer ?? FIRST_SECTION)?.layer,
    rankOf: ({ layer }) => (layer === null ? '' : (layersNow().byId.get(layer)?.rank ?? '')),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      for (const stop of stops) stop()
      listeners.clear()
    },
  }
}

/** The page of an element that there is. */
export const pageOf = (belonging: Belonging | undefined): string | undefined =>
  belonging && (belonging.page ?? FIRST_SECTION)

interface Layers {
  readonly list: readonly Section[]
  readonly byId: ReadonlyMap<string, { readonly layer: Section; readonly rank: string }>
}

const isPlaced = ({ page, layer }: Belonging): boolean => page !== null || layer !== null

/** Sorts below every `z` for what is under the first layer, above every one for what is over it. */
function rankAt(at: number, first: number): string {
  if (at === first) return ''
  return `${at < first ? '!' : '~'}${String(at).padStart(6, '0')}`
}

/** How many elements are on what, for those of which there are any. */
interface Count {
  of(id: string): number
  ids(): Iterable<string>
  move(from: string | null, to: string | null): void
  /** Has any come from nothing or gone to nothing since the last time? */
  settle(): boolean
}

function createCount(): Count {
  const counts = new Map<string, number>()
  let changed = false
  const add = (id: string | null, by: number): void => {
    if (id === null) return
    const now = (counts.get(id) ?? 0) + by
    if (now === 0 || !counts.has(id)) changed = true
    if (now === 0) counts.delete(id)
    else counts.set(id, now)
  }
  return {
    of: (id) => counts.get(id) ?? 0,
    ids: () => counts.keys(),
    move(from, to) {
      if (from === to) return
      add(from, -1)
      add(to, 1)
    },
    settle() {
      const had = changed
      changed = false
      return had
    },
  }
}
