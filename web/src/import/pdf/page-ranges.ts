/** Pages as people write them: `1-3, 7`. Of a set, in order. */
export function writeRanges(pages: Iterable<number>): string {
  const ranges: [from: number, to: number][] = []
  for (const page of [...pages].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && page <= last[1] + 1) last[1] = page
    else ranges.push([page, page])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

const RANGE = /^\s*(\d+)\s*(?:[-–—]\s*(\d+)?\s*)?$/

/** What somebody has written; `5-` goes on to the last page. Undefined for what says no pages of those that there are. */
export function readRanges(written: string, pages: number): ReadonlySet<number> | undefined {
  const chosen = new Set<number>()
  for (const part of written.split(/[,;]/)) {
    if (part.trim() === '') continue
    const found = RANGE.exec(part)
    if (!found) return undefined
    const from = Number(found[1])
    const to = Number(found[2] ?? (/\d\s*$/.test(part) ? from : pages))
    if (from < 1 || to > pages || from > to) return undefined
    for (let page = from; page <= to; page++) chosen.add(page)
  }
  return chosen
}
