import type { Element } from '#board/document/element.ts'
import type { ElementKind } from '#board/elements/element-kind.ts'

/** Which elements look otherwise once a font or a file is there: derived from the document, element by element. */
export interface Arrivals {
  /** Hot path (every element of a board that opens). Takes in an element as it is shown now. */
  note(element: Element, kind: ElementKind): void
  forget(id: string): void
  /** What has words. */
  readonly lettered: ReadonlySet<string>
  /** What may show a file, by its hash: some may have gone or show another by now. Who is not kept is not asked about again. */
  showing(file: string, keeps: (id: string) => boolean): readonly string[]
}

export function createArrivals(): Arrivals {
  const lettered = new Set<string>()
  const pictured = new Map<string, Set<string>>()
  return {
    note({ id, props }, kind) {
      if (kind.text) lettered.add(id)
      const file = kind.depicts?.(props).file
      if (file !== undefined) pictured.set(file, (pictured.get(file) ?? new Set()).add(id))
    },
    forget: (id) => void lettered.delete(id),
    lettered,
    showing(file, keeps) {
      const ids = [...(pictured.get(file) ?? [])].filter(keeps)
      if (ids.length === 0) pictured.delete(file)
      else pictured.set(file, new Set(ids))
      return ids
    },
  }
}
