import { expect, it } from 'vitest'
import { run } from '../bench/bundle.ts'

/** KiB after gzip: scripts and the page's own styles, all that it loads by itself. Families of fonts come after it. */
const BUDGETS: Readonly<Record<string, number>> = {
  start: 30,
  board: 215,
  'embed, read-only': 140,
  'embed, editing': 210,
}

it('[LOAD10] every page stays within its budget of bytes', async () => {
  const over = (await run()).filter(
    ({ page, firstJs, firstCss, laterJs }) => firstJs + firstCss + laterJs > (BUDGETS[page] ?? 0),
  )
  expect(over).toEqual([])
})
