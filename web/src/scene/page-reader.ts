import { batch, signal, type ReadonlySignal } from '@preact/signals-core'
import type { BoardReader } from '#board/document/board-reader.ts'
import type { Change } from '#board/document/change.ts'
import type { Element } from '#board/document/element.ts'
import { compareSections, FIRST_SECTION, type Section } from '#board/document/sections.ts'
import { createStructure, pageOf } from '#board/document/structure.ts'
import { FREE, type Belonging } from '#board/elements/belonging.ts'

/** One page of a board at a time, as the document of which everything that is shown is made. */
export interface PageReader<Document extends BoardReader = BoardReader> {
  /**
   * The page that is shown: what is on hidden layers is not among its elements, what is on locked ones is locked.
   * Changing pages or layers is a change like any other, with origin `load`.
   */
  readonly document: Document
  readonly page: ReadonlySignal<string>
  /** In order; the one that is shown is always among them. */
  readonly pages: ReadonlySignal<readonly Section[]>
  /** Bottom to top. */
  readonly layers: ReadonlySignal<readonly Section[]>
  /** What sorts an element among those of other layers; empty on the first one. */
  readonly rankOf: (belonging: Belonging) => string
  /** Is nothing on any other page or layer than the first, and nothing to be seen of those? */
  readonly isPlain: () => boolean
  /** Elements of all pages, by where they are. */
  readonly idsWhere: (test: (belonging: Belonging) => boolean) => Set<string>
  /** Shows another page; where there is none of that id, the first. */
  readonly show: (page: string) => void
  /** All of the board is there now: is there such a page? */
  readonly settle: () => void
  /** The page that an element is on, whatever page is shown. */
  readonly pageOf: (id: string) => string | undefined
  readonly dispose: () => void
}

const NOBODY: ReadonlySet<string> = new Set()

/** The page that somebody means by its id, its name or its number, the first one being 1. */
export function pageMeant(pages: readonly Section[], said: string): Section | undefined {
  const meant = pages.find(({ id }) => id === said) ?? pages.find(({ name }) => name === said)
  return meant ?? (/^[1-9]\d{0,3}$/.test(said) ? pages[Number(said) - 1] : undefined)
}

/** `wanted`: the page that is looked at from the start, as `pageMeant` has it, before it is known whether there is one. */
export function readPages<Document extends BoardReader>(document: Document, wanted?: string): PageReader<Document> {
  const structure = createStructure(document)
  const pages = signal(structure.pages())
  const page = signal(wanted === undefined ? FIRST_SECTION : (pageMeant(pages.peek(), wanted)?.id ?? wanted))
  const layers = signal(structure.layers())
  let ranks = ranksOf(layers.peek())
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change): void => {
    if (change.added.size + change.updated.size + change.removed.size === 0) return
    for (const listener of listeners) listener(change)
  }

  // Hot path: once per element that is read.
  const isOnPage = ({ page: on }: Belonging): boolean => (on ?? FIRST_SECTION) === page.peek()
  const isShown = (belonging: Belonging | undefined): boolean =>
    belonging !== undefined && isOnPage(belonging) && structure.layerOf(belonging)?.hidden !== true
  const guarded = (belonging: Belonging): Belonging =>
    !belonging.locked && structure.layerOf(belonging)?.locked === true ? { ...belonging, locked: true } : belonging
  const seen = (element: Element): Element => {
    const belonging = guarded(element.belonging)
    return belonging === element.belonging ? element : { ...element, belonging }
  }
  const idsWhere = (test: (belonging: Belonging) => boolean): Set<string> => {
    const found = new Set<string>()
    for (const id of document.ids()) {
      const belonging = document.belonging(id)
      if (belonging && test(belonging)) found.add(id)
    }
    return found
  }
  const isPlain = (): boolean => {
    const [first, ...others] = layers.peek()
    const isOnePage = page.peek() === FIRST_SECTION && pages.peek().length === 1
    return isOnePage && others.length === 0 && first?.id === FIRST_SECTION && !first.hidden && !first.locked
  }
  const sieved = (change: Change): Change => {
    if (isPlain()) return change
    const [added, updated, removed] = [new Set<string>(), new Set<string>(), new Set(change.removed)]
    for (const id of change.added) if (isShown(document.belonging(id))) added.add(id)
    for (const id of change.updated) (isShown(document.belonging(id)) ? updated : removed).add(id)
    return { ...change, added, updated, removed }
  }

  /** Layers look other than they did: all that is on those is read anew. */
  function followLayers(): void {
    const before = new Map(layers.peek().map((layer) => [layer.id, layer]))
    const ranksBefore = ranks
    layers.value = structure.layers()
    ranks = ranksOf(layers.peek())
    const looksOther = ({ id, hidden, locked }: Section): boolean => {
      const was = before.get(id)
      return (
        (was?.hidden ?? false) !== hidden || (was?.locked ?? false) !== locked || ranksBefore.get(id) !== ranks.get(id)
      )
    }
    const changed = new Set(
      layers
        .peek()
        .filter(looksOther)
        .map(({ id }) => id),
    )
    if (changed.size === 0) return
    const updated = idsWhere((belonging) => isOnPage(belonging) && changed.has(belonging.layer ?? FIRST_SECTION))
    tell(sieved({ added: NOBODY, updated, removed: NOBODY, origin: 'load' }))
  }

  function show(other: string): void {
    const there = structure.pages()
    const id = there.some((each) => each.id === other) ? other : (there[0]?.id ?? FIRST_SECTION)
    if (id === page.peek()) return
    const removed = idsWhere(isShown)
    // Whoever is told that there is another page finds it shown.
    batch(() => {
      page.value = id
      pages.value = there
      tell({ added: idsWhere(isShown), updated: NOBODY, removed, origin: 'load' })
    })
  }

  /** Somebody may have deleted the page that is shown: it stays until one leaves it, and what is drawn on it brings it back. */
  function followPages(): void {
    const there = structure.pages()
    const here = document.pages.get(page.peek())
    const isThere = there.some(({ id }) => id === here.id)
    pages.value = isThere ? there : [...there, here].toSorted(compareSections)
  }

  /** What one took back or did again is looked at where it happened. */
  function followUndo({ added, updated, origin }: Change): void {
    if (origin !== 'undo') return
    const places = [...added, ...updated].map((id) => document.belonging(id)?.page ?? FIRST_SECTION)
    if (places[0] !== undefined && !places.includes(page.peek())) show(places[0])
  }

  const reading: Partial<BoardReader> = {
    has: (id) => {
      const belonging = document.belonging(id)
      return belonging !== undefined && isOnPage(belonging)
    },
    kindOf: (id) => (isOnPage(document.belonging(id) ?? FREE) ? document.kindOf(id) : undefined),
    belonging(id) {
      const belonging = document.belonging(id)
      return belonging && isOnPage(belonging) ? guarded(belonging) : undefined
    },
    get(id) {
      const element = document.get(id)
      return element && isOnPage(element.belonging) ? seen(element) : undefined
    },
    *ids() {
      for (const id of document.ids()) if (isShown(document.belonging(id))) yield id
    },
    *elements() {
      for (const element of document.elements()) if (isShown(element.belonging)) yield seen(element)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const stops = [
    structure.onChange((what) => (what === 'pages' ? followPages() : followLayers())),
    document.onChange((change) => {
      followUndo(change)
      tell(sieved(change))
    }),
    () => structure.dispose(),
  ]
  return {
    document: Object.assign(Object.create(document) as Document, reading),
    page,
    pages,
    layers,
    rankOf: (belonging) => structure.rankOf(belonging),
    isPlain,
    idsWhere,
    show,
    settle() {
      const there = structure.pages()
      const meant = wanted === undefined ? there[0] : (pageMeant(there, wanted) ?? there[0])
      show(meant?.id ?? FIRST_SECTION)
    },
    pageOf: (id) => pageOf(document.belonging(id)),
    dispose() {
      for (const stop of stops) stop()
      listeners.clear()
    },
  }

  function ranksOf(list: readonly Section[]): ReadonlyMap<string, string> {
    return new Map(list.map(({ id }) => [id, structure.rankOf({ ...FREE, layer: id === FIRST_SECTION ? null : id })]))
  }
}
