import type { BoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'
import type { HowToCopy } from '#board/document/element-writer.ts'
import type { Binding } from '#board/elements/binding.ts'
import type { Connecting } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Scene } from '../scene/scene.ts'

/**
 * The document as tools and commands write it: connectors are taken care of. Where a bound end is, is derived from what it is
 * bound to and never written while that moves; so it is written when the tie ends: when the element goes, when the connector
 * is moved away from it, and in a copy. `moving` are the elements that are on the move together, were they written part by part.
 */
export function tiedDocument(document: BoardDocument, scene: Scene, moving: () => ReadonlySet<string>): BoardDocument {
  const connectorAt = (id: string): Connector | undefined => {
    const element = scene.isTied(id) ? scene.get(id) : undefined
    const connects = element && kindOf(element.kind).connects
    if (!element || !connects) return undefined
    const props = element.props as unknown as Readonly<Record<string, unknown>>
    return { id, connects, props, endsAt: (end) => (props[end] as Binding | null | undefined)?.id }
  }

  /** Writes where a connector is shown. */
  const stay = ({ id, connects, props }: Connector): void => document.edit([id], connects.holds, props[connects.holds])

  function letGo(ids: ReadonlySet<string>): void {
    const left = new Set<string>()
    for (const id of ids) for (const tied of scene.tiedTo(id)) if (!ids.has(tied)) left.add(tied)
    for (const id of left) {
      const connector = connectorAt(id)
      if (connector) stay(connector)
    }
  }

  /** A connector that moves away from what it is bound to is free. */
  function free(ids: ReadonlySet<string>): void {
    const together = moving()
    const stays = (id: string) => !ids.has(id) && !together.has(id) && document.get(id) !== undefined
    for (const id of ids) {
      const connector = connectorAt(id)
      const left = connector?.connects.ends.filter((end) => stays(connector.endsAt(end) ?? id)) ?? []
      if (!connector || left.length === 0) continue
      stay(connector)
      for (const end of left) document.edit([id], end, null)
    }
  }

  const shown = ({ id, props }: Element) => scene.get(id)?.props ?? props

  return Object.assign(Object.create(document) as BoardDocument, {
    remove(ids: Iterable<string>) {
      const gone = new Set(ids)
      document.batch(() => {
        letGo(gone)
        document.remove(gone)
      })
    },
    transform(ids: Iterable<string>, by: Parameters<BoardDocument['transform']>[1]) {
      const moved = new Set(ids)
      document.batch(() => {
        free(moved)
        document.transform(moved, by)
      })
    },
    copy: (ids: Iterable<string>) => document.copy(ids, shown),
    duplicate: (ids: Iterable<string>, dx: number, dy: number, how?: HowToCopy) =>
      document.duplicate(ids, dx, dy, { ...how, shown }),
  } satisfies Partial<BoardDocument>)
}

interface Connector {
  readonly id: string
  readonly connects: Pick<Connecting<unknown>, 'ends' | 'holds'>
  /** As it is shown. */
  readonly props: Readonly<Record<string, unknown>>
  readonly endsAt: (end: string) => string | undefined
}
