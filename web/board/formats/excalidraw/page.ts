import type { Element } from '../../document/element.ts'
import type { Placed } from '../../elements/element-kind.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { resolveColor } from '../../render/theme.ts'

/** An element of Excalidraw's. */
export type Theirs = Record<string, unknown> & { readonly id: string }

/** What is written so far. */
export interface Page {
  readonly measure: MeasureText
  /** Bottom to top. */
  readonly elements: readonly Theirs[]
  readonly fileHashes: ReadonlySet<string>
  readonly has: (id: string) => boolean
  /** Writes one, with what every element of theirs has; `of` is the element of ours that it stands for. */
  readonly put: (of: Pick<Element, 'id' | 'belonging'>, fields: Fields) => Theirs
  /** Ties words or arrows to what they are on. */
  readonly tie: (toId: string, tied: { readonly id: string; readonly type: 'text' | 'arrow' }) => void
  readonly needsFile: (hash: string) => void
}

export interface Fields {
  readonly type: string
  /** Of its own, when several stand for one. */
  readonly id?: string
  readonly group?: string
  readonly [field: string]: unknown
}

/** An element of ours whose props are as they are shown. */
export type Shown<Props extends Placed> = Omit<Element, 'props'> & { readonly props: Props }

export function createPage(measure: MeasureText, byId: ReadonlyMap<string, Element>): Page {
  const elements: Theirs[] = []
  const fileHashes = new Set<string>()
  const ties = new Map<string, { readonly id: string; readonly type: string }[]>()
  const tiesOf = (id: string) => {
    const tied = ties.get(id) ?? []
    ties.set(id, tied)
    return tied
  }
  return {
    measure,
    elements,
    fileHashes,
    has: (id) => byId.has(id),
    put({ id: ours, belonging: { groups, frame, link, locked } }, { group, id = ours, ...fields }) {
      const element: Theirs = {
        ...PLAIN,
        // Theirs are deepest first.
        groupIds: [...(group === undefined ? [] : [group]), ...groups.toReversed()],
        frameId: frame !== null && byId.has(frame) ? frame : null,
        link: link === '' ? null : link,
        locked,
        seed: elements.length + 1,
        versionNonce: elements.length + 1,
        boundElements: tiesOf(id),
        ...fields,
        id,
      }
      elements.push(element)
      return element
    },
    tie: (toId, tied) => void tiesOf(toId).push(tied),
    needsFile: (hash) => void fileHashes.add(hash),
  }
}

/** What every element of Excalidraw's has. */
const PLAIN = {
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roughness: 0,
  opacity: 100,
  roundness: null,
  version: 1,
  isDeleted: false,
  updated: 1,
} as const

/** Colours as they are on light paper: Excalidraw turns them for dark paper itself. */
export const cssOf = (color: string): string => {
  if (color === 'none') return 'transparent'
  return color === 'ink' ? PLAIN.strokeColor : resolveColor(color, 'light')
}
