import type { Element } from '../../document/element.ts'
import type { BoardMeta } from '../../document/meta.ts'
import { DEFAULT_BACKGROUND } from '../../document/meta.ts'
import { shownProps } from '../../elements/connect.ts'
import { kindOf } from '../../elements/index.ts'
import { compareZ } from '../../elements/z-order.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { resolveColor } from '../../render/theme.ts'
import { asDisplayed } from './as-displayed.ts'
import { createPage, type Page } from './page.ts'
import { WRITERS } from './writers.ts'

/** A board on its way into a file of Excalidraw. */
export interface WrittenBoard {
  readonly elements: Iterable<Element>
  readonly settings: BoardMeta
  readonly measure: MeasureText
  /** The files that elements show, by hash, as addresses with the data in them; those that are missing are left empty. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly address: string }>
}

/**
 * A file of Excalidraw (version 2). What Excalidraw has no element for is drawn with those that it has, and grouped: nothing
 * that is seen is left out.
 */
export function writeExcalidraw({ elements, settings, measure, files }: WrittenBoard): string {
  const all = [...elements].toSorted(compareZ)
  const byId = new Map(all.map((element) => [element.id, element]))
  const page = createPage(measure, byId)
  for (const element of all) {
    const props = shownProps(element, measure, (id) => byId.get(id))
    const write = WRITERS.get(element.kind)
    if (!write?.({ ...element, props }, page)) asDisplayed(element, kindOf(element.kind).display(props, measure), page)
  }
  return JSON.stringify(
    {
      type: 'excalidraw',
      version: 2,
      source: 'drawbridge',
      elements: page.elements,
      appState: { gridSize: null, viewBackgroundColor: backgroundOf(settings), name: settings.title },
      files: filesOf(page, files),
    },
    null,
    1,
  )
}

const backgroundOf = ({ background }: BoardMeta): string =>
  background === DEFAULT_BACKGROUND ? '#ffffff' : resolveColor(background, 'light')

function filesOf({ fileHashes }: Page, files: WrittenBoard['files']): Readonly<Record<string, unknown>> {
  const entries = [...fileHashes].flatMap((hash) => {
    const file = files.get(hash)
    return file ? [[hash, { mimeType: file.type, id: hash, dataURL: file.address, created: 0 }] as const] : []
  })
  return Object.fromEntries(entries)
}
