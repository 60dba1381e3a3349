import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Of OWASP ASVS 5.0, chapters 3, 4, 5 and 9: how many requirements of levels 1 and 2 each section has, from its first on. */
const SECTIONS = {
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '9.1': 3,
  '9.2': 4,
}
const WANTED = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, i) => `${section}.${i + 1}`),
)
/** What there is nothing to test of: technology of today's browsers, and a query language that isn't there. */
const NOTHING_TO_TEST = ['3.7.1', '4.3.1', '4.3.2']

/** `3.4.1, 3.4.2 name of it | what is done | RULE1, RULE2`. */
const ROWS = read('security.md')
  .split('## OWASP ASVS')[1]!
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [what = '', , rules = ''] = line.slice(1).split('|')
    return { requirements: what.match(/\d+\.\d+\.\d+/g) ?? [], rules: rules.match(/[A-Z0-9]*[A-Z]\d+/g) ?? [] }
  })
const RULES = new Set(Array.from(read('spec.md').matchAll(/^- \*\*(\w+)\*\*/gm), ([, rule]) => rule))

it('[ARCH12] the table of the ASVS has every requirement of levels 1 and 2 of its chapters, each once', () => {
  const listed = ROWS.flatMap(({ requirements }) => requirements)
  expect(listed.filter((requirement, i) => listed.indexOf(requirement) !== i)).toEqual([])
  expect(WANTED.filter((requirement) => !listed.includes(requirement))).toEqual([])
})

it('[ARCH12] every line of it names rules that there are, and so tests, unless there is nothing to test', () => {
  expect(ROWS.flatMap(({ rules }) => rules).filter((rule) => !RULES.has(rule))).toEqual([])
  const bare = ROWS.filter(({ rules }) => rules.length === 0).flatMap(({ requirements }) => requirements)
  expect(bare).toEqual(NOTHING_TO_TEST)
})
