import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { embedOptionRows } from '../web/src/embed/embed-options-text.ts'

const page = readFileSync(new URL('embedding.md', import.meta.url), 'utf8')

/** The cells of every row of a table, by the words of its first header. */
function tableUnder(header: string): string[][] {
  const lines = page.split('\n')
  const at = lines.findIndex((line) => line.startsWith(`| ${header} `))
  const rows = lines.slice(at + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

it('[EMB2] the documented options are those that the frame reads', () => {
  const expected = embedOptionRows().map(([name, values, fallback, does]) => [`\`${name}\``, values, fallback, does])
  expect(tableUnder('option')).toEqual(expected)
})
