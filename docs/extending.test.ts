import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim())

/** What the page shows of files: code whose first line names its file. `// …` stands for what is left out. */
const QUOTES = Array.from(
  read('extending.md').matchAll(/^```ts\n\/\/ (\S+)\n(.*?)^```$/gms),
  ([, path = '', code = '']) => ({
    path,
    pieces: code.split(/^ *\/\/ …\n/m).map((piece) => lines(piece.trim()).join('\n')),
  }),
)

it.each(QUOTES)('[ARCH11] what extending.md quotes of $path is there', ({ path, pieces }) => {
  const source = lines(read(`../${path}`)).join('\n')
  let at = 0
  for (const piece of pieces) {
    const found = source.indexOf(piece, at)
    expect(found, `in ${path}, in this order:\n${piece}`).toBeGreaterThanOrEqual(0)
    at = found + piece.length
  }
})

it('[ARCH11] the page shows a tool and a kind, each with its line in the list', () => {
  const shown = QUOTES.map(({ path }) => path)
  for (const list of ['web/src/tools/index.ts', 'web/board/elements/index.ts']) expect(shown).toContain(list)
  expect(read('extending.md').match(/^```/gm)).toHaveLength(2 * QUOTES.length)
})
