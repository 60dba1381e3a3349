import type { Element } from '../../document/element.ts'
import { simplify } from '../../geometry/simplify.ts'
import { flatten } from '../../geometry/flatten.ts'
import type { DisplayItem, PathItem, TextItem } from '../../render/display-item.ts'
import { cssOf, type Page } from './page.ts'
import { relativePoints, textFields } from './writers.ts'

/** Writes an element as what is seen of it: lines, areas and words, grouped. */
export function asDisplayed(element: Element, items: readonly DisplayItem[], page: Page): void {
  const group = `${element.id}-parts`
  let count = 0
  const put = (fields: { readonly type: string; readonly [field: string]: unknown }) => {
    page.put(element, { ...fields, group, id: count === 0 ? element.id : `${element.id}-${count}` })
    count += 1
  }
  const write = (item: DisplayItem): void => {
    if (item.type === 'path') for (const line of linesOf(item)) put(line)
    else if (item.type === 'text') for (const text of textsOf(item, page)) put(text)
    else if (item.type === 'clip') item.items.forEach(write)
  }
  items.forEach(write)
}

/** Scene units: closer than anybody sees. */
const TOLERANCE = 0.2

function linesOf({ path, fill, stroke, opacity }: PathItem) {
  const look = {
    type: 'line',
    strokeColor: cssOf(stroke?.color ?? 'none'),
    strokeWidth: stroke?.width ?? 1,
    backgroundColor: cssOf(fill ?? 'none'),
    opacity: opacity * 100,
    polygon: fill !== undefined,
    startArrowhead: null,
    endArrowhead: null,
    startBinding: null,
    endBinding: null,
  }
  return flatten(path).map((flat) => Object.assign(relativePoints(fewer(flat)), look))
}

function fewer(flat: Float64Array): number[] {
  const points = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0, 0.5]).flat()
  return simplify(points, TOLERANCE).flatMap((i) => [points[3 * i] ?? 0, points[3 * i + 1] ?? 0])
}

function textsOf(item: TextItem, { measure }: Page) {
  const { lines, size, matrix, font, bold, italic, color, opacity } = item
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x, baseline }) => {
      const [a, b, c, d, e, f] = matrix
      const top = baseline - size
      const place = [a, b, c, d, a * x + c * top + e, b * x + d * top + f] as const
      const width = measure(text, item, size)
      const block = { lines: [], boxes: [], width, height: size * 1.25, size, font, bold, italic, color, opacity }
      return textFields({ ...block, wraps: false, align: 'left', matrix: place }, text)
    })
}
