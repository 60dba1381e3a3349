import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const TEST = /\.(test|contract)\.tsx?$/
const QUOTED = /\[((?:E2E|[A-Z]+)\d+)\] /g
const RULE = /^- \*\*((?:E2E|[A-Z]+)\d+)\*\* /gm

function numbersIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, id]) => id ?? '')
}

const quoted = new Set(
  ['web', 'server', 'docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => TEST.test(name))
      .flatMap((name) => numbersIn(readFileSync(join(ROOT, folder, name), 'utf8'), QUOTED)),
  ),
)
const rules = numbersIn(readFileSync(join(ROOT, 'docs/spec.md'), 'utf8'), RULE)

it('[ARCH9] every number that a test quotes is a rule of spec.md', () => {
  expect([...quoted].filter((id) => !rules.includes(id))).toEqual([])
})

it('[ARCH10] every rule of spec.md has a test, and its number is its own', () => {
  expect(rules.filter((id) => !quoted.has(id))).toEqual([])
  expect(rules.filter((id, i) => rules.indexOf(id) !== i)).toEqual([])
})
