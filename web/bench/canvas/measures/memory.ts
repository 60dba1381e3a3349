import { readFileSync } from 'node:fs'
import type { Measure } from '../measure.ts'

const MIB = 1024 * 1024

/**
 * What the page holds when it has been looked at and drawn on. Fabric's cache canvases and tiles are not in the heap, but in its process:
 * the largest of the browser's renderers, of which others show the browser's own chrome. Linux only.
 */
export const memory: Measure = {
  name: 'memory',
  needs: 'look',
  async run({ browser, cdp }) {
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const kib = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1])
    return {
      'JavaScript heap, MiB': usedSize / MIB,
      'renderer (PSS), MiB': Math.max(...kib.map(Number)) / 1024,
    }
  },
}
