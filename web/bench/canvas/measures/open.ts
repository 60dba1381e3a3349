import { inkShare, look } from '../pixels.ts'
import { check, type Measure } from '../measure.ts'

/** From the navigation to a page that has been loaded once, with the board's state in the server's memory. */
export const open: Measure = {
  name: 'open',
  needs: 'look',
  async run({ page, opened, layout, count }) {
    check((await count()) === layout.elements, 'not all elements were opened')
    check(inkShare(await look(page)) > 0.005, 'nothing is shown')
    const { bytesMs } = opened
    return {
      'bytes in memory, ms': bytesMs,
      'bytes to first picture, ms': opened.seenMs - bytesMs,
      'bytes to complete, ms': opened.settledMs - bytesMs,
      'first picture, ms': opened.seenMs,
      'usable, ms': opened.readyMs,
      'complete, ms': opened.settledMs,
      'longest task over 50 ms': opened.longestTaskMs,
    }
  },
}
