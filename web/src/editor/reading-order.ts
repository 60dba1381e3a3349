import { centre, type Box } from '#board/geometry/box.ts'

/** Row by row from the top, each from the left. What is less than half of `rowHeight` apart counts as one row. */
export function readingOrder(boxes: Iterable<readonly [string, Box]>, rowHeight: number): (readonly [string, Box])[] {
  const byTop = [...boxes].toSorted(([, a], [, b]) => centre(a).y - centre(b).y)
  const rows: (readonly [string, Box])[][] = []
  for (const entry of byTop) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && centre(entry[1]).y - centre(first[1]).y < rowHeight / 2) row.push(entry)
    else rows.push([entry])
  }
  return rows.flatMap((row) => row.toSorted(([, a], [, b]) => centre(a).x - centre(b).x))
}
