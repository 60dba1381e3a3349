import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { run } from '../bench/bundle.ts'

/** KiB after gzip: scripts and the page's own styles, all that it loads by itself. Families of fonts come after it. */
const BUDGETS: Readonly<Record<string, number>> = {
  start: 39,
  board: 200,
  'embed, read-only': 67,
  'embed, editing': 219,
}

it('[LOAD10] every page stays within its budget of bytes', async () => {
  const over = (await run()).filter(
    ({ page, firstJs, firstCss, laterJs }) => firstJs + firstCss + laterJs > (BUDGETS[page] ?? 0),
  )
  expect(over).toEqual([])
})

it('[LOAD10] the editor comes with less than 200 kB of scripts', async () => {
  const board = (await run()).find(({ page }) => page === 'board')
  expect(((board?.firstJs ?? Infinity) + (board?.laterJs ?? Infinity)) * 1024).toBeLessThan(200_000)
})

it.each(['embed.js', 'embed.mjs'])(
  '[HOST12] %s, which other sites load, is under 3 kB and brings nothing along',
  (name) => {
    const code = readFileSync(new URL(`../../dist/web/${name}`, import.meta.url))
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(3_000)
    expect(String(code)).not.toMatch(/\bimport\b/)
  },
)

it('[EMB4] a frame asks for less than 60 kB of scripts before it shows its board', async () => {
  const frame = (await run()).find(({ page }) => page === 'embed, read-only')
  expect((frame?.firstJs ?? Infinity) * 1024).toBeLessThan(60_000)
})
