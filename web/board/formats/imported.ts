import type { NewElement } from '../document/element.ts'
import { BadFile, type BoardFile } from '../document/board-file.ts'
import { faultOfRecord, faultOfTexts } from '../document/legal.ts'
import type { BoardMeta } from '../document/meta.ts'
import { newId } from '../document/new-id.ts'
import { FIRST_Z } from '../elements/z-order.ts'
import { LIMITS } from '../limits.ts'

/** What a file of another program becomes on a board. */
export interface Imported {
  readonly title: string
  readonly settings: Partial<BoardMeta>
  /** Bottom to top, with ids; every one is legal. Those of `pictures` have no file yet. */
  readonly elements: readonly (NewElement & { readonly id: string })[]
  /** The files that elements show, by the element's id: addresses with the data in them (RFC 2397). */
  readonly pictures: ReadonlyMap<string, string>
  readonly left: LeftOut
  /** The file's pages, in order, where there are several: those of the elements; what says none is on the first. */
  readonly pages?: readonly ImportedPage[]
  /** The file is a board: what an empty one becomes, ids, pages, layers and all. */
  readonly board?: BoardFile
}

export interface ImportedPage {
  readonly id: string
  readonly name: string
}

/** What could not be carried over: how often, by what it is in words for people. */
export type LeftOut = ReadonlyMap<string, number>

/** Something of a file that anybody may have written. */
export type Raw = Readonly<Record<string, unknown>>

/** Collects what a file becomes. */
export interface Collector {
  /** Takes an element in, or counts it as left out when no board may hold it. An id that is taken is replaced: answers the one it has. */
  readonly add: (element: NewElement & { readonly id: string }) => string
  readonly picture: (id: string, address: string) => void
  readonly leave: (what: string) => void
  readonly result: (title?: string, settings?: Partial<BoardMeta>) => Imported
}

export function createCollector(): Collector {
  const elements: (NewElement & { readonly id: string })[] = []
  const ids = new Set<string>()
  const pictures = new Map<string, string>()
  const left = new Map<string, number>()
  const leave = (what: string) => void left.set(what, (left.get(what) ?? 0) + 1)
  return {
    add(element) {
      const id = ids.has(element.id) ? newId() : element.id
      const { text = '', texts, ...record } = element
      const isLegal = faultOfTexts(texts) === undefined && faultOfRecord({ z: FIRST_Z, ...record }) === undefined
      if (text.length > LIMITS.textLength || !isLegal) leave('things that are too large')
      else elements.push({ ...element, id })
      ids.add(id)
      return id
    },
    picture: (id, address) => void pictures.set(id, address),
    leave,
    result: (title = '', settings = {}) => ({ title, settings, elements, pictures, left }),
  }
}

/** A file that is a JSON object. @throws {BadFile} */
export function parseJson(text: string): Raw {
  try {
    const raw: unknown = JSON.parse(text)
    if (isRaw(raw)) return raw
  } catch {
    // Said below, like JSON that is something else.
  }
  throw new BadFile('unreadable', 'it is not JSON, or it ends too early')
}

/** Ids of other programs have other shapes: each becomes one of ours, the same one every time. */
export function createIds(): (theirs: string) => string {
  const ours = new Map<string, string>()
  return (theirs) => {
    const id = ours.get(theirs) ?? newId()
    ours.set(theirs, id)
    return id
  }
}

export const isRaw = (raw: unknown): raw is Raw => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** A finite number, or else what is said. */
export const numberIn = (raw: Raw, name: string, otherwise: number): number => {
  const value = raw[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

export const stringIn = (raw: Raw, name: string, otherwise = ''): string => {
  const value = raw[name]
  return typeof value === 'string' ? value : otherwise
}

/** One of a few words that mean something here, else what is said. */
export const meaningOf = <Meaning>(
  meanings: ReadonlyMap<unknown, Meaning>,
  raw: unknown,
  otherwise: Meaning,
): Meaning => meanings.get(raw) ?? otherwise

export const listIn = (raw: Raw, name: string): readonly unknown[] => {
  const value = raw[name]
  return Array.isArray(value) ? value : []
}

/** `value` within limits. */
export const within = (min: number, value: number, max: number): number => Math.max(min, Math.min(max, value))
