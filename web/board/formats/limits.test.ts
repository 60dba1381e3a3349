import { describe, expect, it } from 'vitest'
import { IMPORT_LIMITS } from '../import-limits.ts'
import { LIMITS } from '../limits.ts'
import { measureRoughly } from '../testing/measure.ts'
import { givenText } from './format.ts'
import { readGiven } from './index.ts'
import { layoutEffort } from './mermaid/effort.ts'
import { parseFlowchart } from './mermaid/parse.ts'

const read = (name: string, text: string) => readGiven(givenText(text, name), measureRoughly)
const times = (count: number, make: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(between)

const chart = (body: string): string => `graph TD\n${body}`
const nested = (count: number, open: (i: number) => string, inner: string, close: string): string =>
  `${times(count, open)}\n${inner}\n${times(count, () => close)}`

/** Nodes in a row, and so many arrows more from the first of them to the last. */
const spanning = (row: number, more: number): string =>
  chart(`${times(row, (i) => `n${i}`, ' --> ')}\n${times(more, () => `n0 --> n${row - 1}`)}`)

const drawing = (count: number): string => {
  const one = '{"type":"rectangle","width":9,"height":9}'
  return `{"type":"excalidraw","elements":[${times(count, () => one, ',')}]}`
}

const svg = (body: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`
/** The picture itself is one level, and what is in it another. */
const levels = (count: number): string =>
  svg(`${'<g>'.repeat(count - 2)}<rect width="9" height="9"/>${'</g>'.repeat(count - 2)}`)
const PART = '<rect width="9" height="9"/>'
/** Ten times the next, and that ten times the next. */
const used = (count: number): string =>
  svg(`<defs><g id="a">${PART.repeat(1_000)}</g></defs>${'<use href="#a"/>'.repeat(count / 1_000)}`)

interface Limit {
  readonly name: string
  readonly most: number
  /** A file that has so many of what is limited. */
  readonly make: (count: number) => string
  readonly code: string
  /** How many more are one too many; 1 where nothing is said. */
  readonly step?: number
}

const PARSED: readonly Limit[] = [
  {
    name: 'nodes',
    most: IMPORT_LIMITS.flowchartNodes,
    make: (n) => chart(times(n, (i) => `n${i}`)),
    code: 'too-large',
  },
  {
    name: 'arrows',
    most: IMPORT_LIMITS.flowchartArrows,
    make: (n) => chart(times(n, () => 'a --> b')),
    code: 'too-large',
  },
  {
    name: 'groups',
    most: IMPORT_LIMITS.flowchartGroups,
    make: (n) => chart(times(n, (i) => `subgraph g${i}\nend`)),
    code: 'too-deep',
  },
  {
    name: 'groups in groups',
    most: IMPORT_LIMITS.flowchartDepth,
    make: (n) => chart(nested(n, (i) => `subgraph g${i}`, 'a', 'end')),
    code: 'too-deep',
  },
]

const READ: readonly (Limit & { readonly file: string })[] = [
  { name: 'elements', file: 'a.excalidraw', most: IMPORT_LIMITS.importElements, make: drawing, code: 'too-large' },
  {
    name: 'parts of an SVG',
    file: 'a.svg',
    most: IMPORT_LIMITS.svgParts,
    // The picture itself is one of them.
    make: (n) => svg(PART.repeat(n - 1)),
    code: 'too-large',
  },
  {
    name: 'drawn parts of an SVG',
    file: 'a.svg',
    most: IMPORT_LIMITS.svgParts,
    make: used,
    code: 'too-large',
    step: 1_000,
  },
  { name: 'levels of an SVG', file: 'a.svg', most: IMPORT_LIMITS.svgDepth, make: levels, code: 'too-deep' },
]

describe('limits of files', () => {
  it.each(READ)(
    '[FIN3] as many $name as are taken come, and one more is refused',
    { timeout: 60_000 },
    async ({ file, most, make, code, step = 1 }) => {
      expect((await read(file, make(most))).elements.length).toBeGreaterThan(0)
      await expect(read(file, make(most + step))).rejects.toMatchObject({ name: 'BadFile', code })
    },
  )

  it.each(PARSED)('[MERM4] as many $name as are taken come, and one more is refused', ({ most, make, code }) => {
    expect(() => parseFlowchart(make(most))).not.toThrow()
    expect(() => parseFlowchart(make(most + 1))).toThrow(expect.objectContaining({ name: 'BadFile', code }))
  })

  it('[MERM4] a chart that would take long to lay out is refused before that, however few its nodes are', async () => {
    // A row of 101 has 100 ranks, and each further arrow goes by as many.
    const most = IMPORT_LIMITS.flowchartEffort / 100 - 1
    expect(layoutEffort(parseFlowchart(spanning(101, most)))).toBe(IMPORT_LIMITS.flowchartEffort)
    await expect(read('a.mmd', spanning(101, most + 1))).rejects.toMatchObject({ code: 'too-large' })
    // Arrows that lead back, and groups.
    expect(layoutEffort(parseFlowchart(chart('a-->b-->c-->a')))).toBe(4)
    expect(layoutEffort(parseFlowchart(chart('subgraph x\na-->b\nsubgraph y\nc\nend\nend\na-->c')))).toBe(2 + 4 + 2)
    expect(layoutEffort(parseFlowchart(chart('subgraph x\na\nend\nx-->b')))).toBe(1 + 2)
  })

  it('[CSV2] rows beyond those that are read are not there', async () => {
    const left = async (rows: number) => [
      ...(
        await read(
          'a.csv',
          times(rows, (i) => `${i},x`),
        )
      ).left.values(),
    ]
    expect(await left(IMPORT_LIMITS.csvRows)).toEqual([IMPORT_LIMITS.csvRows - LIMITS.tableRows])
    expect(await left(IMPORT_LIMITS.csvRows + 1)).toEqual([IMPORT_LIMITS.csvRows - LIMITS.tableRows])
  })

  it('[TLDR4] shapes that lie deeper in shapes than is followed come, from there on; so do words', async () => {
    // Each frame lies 1 to the right in the one around it.
    const shapes = (depth: number): string => {
      const records = Array.from({ length: depth }, (_, i) => ({
        id: `shape:${i}`,
        typeName: 'shape',
        type: i === depth - 1 ? 'geo' : 'group',
        index: 'a1',
        parentId: i === 0 ? 'page:p' : `shape:${i - 1}`,
        x: 1,
        y: 0,
        props: { w: 9, h: 9, geo: 'rectangle' },
      }))
      return JSON.stringify({
        tldrawFileFormatVersion: 1,
        schema: { schemaVersion: 2 },
        records: [{ id: 'page:p', typeName: 'page', name: 'p', index: 'a1' }, ...records],
      })
    }
    const at = async (depth: number) => {
      const [{ matrix }] = (await read('a.tldr', shapes(depth))).elements as unknown as [{ matrix: readonly number[] }]
      return matrix[4]
    }
    expect(await at(IMPORT_LIMITS.tldrawDepth)).toBe(IMPORT_LIMITS.tldrawDepth)
    expect(await at(IMPORT_LIMITS.tldrawDepth + 1)).toBe(IMPORT_LIMITS.tldrawDepth)
  })

  it('[TLDR4] as many pages as a board has come, and what is on others is counted', async () => {
    const pages = (count: number): string => {
      const records = Array.from({ length: count }, (_, i) => [
        { id: `page:${i}`, typeName: 'page', name: `${i}`, index: `a${String(i).padStart(4, '0')}` },
        {
          id: `shape:f${i}`,
          typeName: 'shape',
          type: 'frame',
          parentId: `page:${i}`,
          index: 'a1',
          x: 0,
          y: 0,
          props: { w: 9, h: 9 },
        },
        {
          id: `shape:${i}`,
          typeName: 'shape',
          type: 'geo',
          parentId: `shape:f${i}`,
          index: 'a1',
          x: 0,
          y: 0,
          props: { w: 9, h: 9 },
        },
      ])
      return JSON.stringify({ tldrawFileFormatVersion: 1, schema: { schemaVersion: 2 }, records: records.flat() })
    }
    for (const [count, left] of [
      [LIMITS.sections, []],
      [LIMITS.sections + 2, [4]],
    ] as const) {
      const found = await read('a.tldr', pages(count))
      expect([found.pages?.length, found.elements.length]).toEqual([LIMITS.sections, 2 * LIMITS.sections])
      expect([...found.left.values()]).toEqual(left)
      const known = new Set<unknown>(found.pages?.map(({ id }) => id))
      expect(found.elements.filter(({ page }) => page !== undefined && !known.has(page))).toEqual([])
    }
  })

  it('[TLDR4] words as deep as is read come, deeper ones don’t', async () => {
    // A document, lists in lists, and a paragraph with its text.
    const words = (depth: number): string => {
      const leaf = '{"type":"paragraph","content":[{"type":"text","text":"deep"}]}'
      const rich = `${'{"type":"doc","content":['.repeat(depth)}${leaf}${']}'.repeat(depth)}`
      return `{"tldrawFileFormatVersion":1,"schema":{"schemaVersion":2},"records":[{"id":"page:p","typeName":"page","index":"a1"},{"id":"shape:a","typeName":"shape","type":"geo","parentId":"page:p","index":"a1","x":0,"y":0,"props":{"w":9,"h":9,"geo":"rectangle","richText":${rich}}}]}`
    }
    const said = async (depth: number) => (await read('a.tldr', words(depth))).elements[0]?.text ?? ''
    expect(await said(IMPORT_LIMITS.tldrawWordsDepth)).toBe('deep')
    expect(await said(IMPORT_LIMITS.tldrawWordsDepth + 1)).toBe('')
  })
})
