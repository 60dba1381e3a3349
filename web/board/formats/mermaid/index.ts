import { BadFile } from '../../document/board-file.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import type { FileFormat } from '../format.ts'
import { layoutEffort } from './effort.ts'
import { looksLikeFlowchart, parseFlowchart } from './parse.ts'

/** Flowcharts of Mermaid, laid out by code of its own that is fetched when it is needed. */
export const mermaid: FileFormat = {
  id: 'mermaid',
  name: 'Mermaid',
  extensions: ['.mmd', '.mermaid'],
  looksLike: ({ text }) => looksLikeFlowchart(text),
  read: async ({ text }, measure) => {
    const chart = parseFlowchart(text)
    if (layoutEffort(chart) > IMPORT_LIMITS.flowchartEffort)
      throw new BadFile('too-large', 'its arrows are too tangled to be laid out')
    const { drawChart } = await import('./draw.ts')
    return drawChart(chart, measure)
  },
}
