import type { BoardDocument } from '../document/board-document.ts'
import { compareZ } from '../elements/z-order.ts'

/** A board as plain JSON values that are equal exactly when people see the same board: elements bottom to top, and the settings. */
export function canonical(document: BoardDocument): unknown {
  const elements = [...document.elements()].sort(compareZ)
  return {
    elements: elements.map(({ id, kind, z, props }) => ({ id, kind, z, props: plain(props) })),
    meta: document.meta,
  }
}

const isList = (value: unknown): value is Iterable<unknown> => Array.isArray(value) || value instanceof Uint8Array

/** Nobody sees the sign of nothing. */
const unsigned = (value: unknown): unknown => (value === 0 ? 0 : value)

function plainValue(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...(value as Map<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1)))
  return isList(value) ? Array.from(value, unsigned) : value
}

const plain = (props: object): object =>
  Object.fromEntries(
    Object.entries(props)
      .map(([name, value]): [string, unknown] => [name, plainValue(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
