import { afterEach, expect, test } from 'vitest'
import { decodeTokens, TOKEN_COLORS } from '#board/elements/code/tokens.ts'
import { decodeFormula } from '#board/elements/formula/set-formula.ts'
import { kindOf } from '#board/elements/index.ts'
import { readProps, wordsOfNew } from '#board/elements/read.ts'
import { pathBounds } from '#board/geometry/path.ts'
import { testBoard } from '../editor/testing/test-editor.ts'
import { keepTypeset } from '../editor/typesetting.ts'
import { finishTyping, startTyping } from '../editor/typing.ts'
import { TYPESETTERS } from './index.ts'
import { CannotSet, type Typesetter } from './typesetter.ts'

/** Code that is fetched first. */
const PATIENT = { timeout: 20_000, interval: 20 } as const

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

const setterOf = async (name: string): Promise<Typesetter> => {
  const setter = await TYPESETTERS.get(name)?.()
  if (!setter) throw new Error(`no typesetter ${name}`)
  return setter
}
const propsOf = (kind: string, text: string, fields: object = {}) =>
  readProps({ ...fields, id: 'an-element-id', kind }, undefined, wordsOfNew({ text }))

async function formula(text: string) {
  const set = await (await setterOf('formulas')).set(propsOf('formula', text))
  return decodeFormula(set) ?? { width: 0, height: 0, shapes: [] }
}

test('[SET7] a formula becomes outlines, in a box that holds them: letters, roots, fractions, braces and what is crossed out', async () => {
  for (const words of [
    String.raw`e^{i\pi}+1=0`,
    String.raw`\frac{-b\pm\sqrt{b^2-4ac}}{2a}`,
    String.raw`\overbrace{a+b}^{\text{sum}}\quad\widehat{abc}\quad\xrightarrow{f}`,
    String.raw`\begin{pmatrix}a&b\\c&d\end{pmatrix}\cancel{y}\sqrt[3]{x}`,
  ]) {
    const { width, height, shapes } = await formula(words)
    expect(shapes.map(({ color }) => color)).toEqual([''])
    const bounds = pathBounds(shapes[0]?.path ?? { ops: new Uint8Array(), coordinates: new Float64Array() })
    expect(bounds.minX).toBeGreaterThanOrEqual(-0.002)
    expect(bounds.minY).toBeGreaterThanOrEqual(-0.002)
    expect(bounds.maxX).toBeLessThanOrEqual(width + 0.002)
    expect(bounds.maxY).toBeLessThanOrEqual(height + 0.002)
  }
})

test('[SET7] colours that a formula asks for are kept, others are those of the element; nothing is left on the page', async () => {
  const { shapes } = await formula(String.raw`a+\color{#ff0000}{b}+\phantom{c}`)
  expect(shapes.map(({ color }) => color).sort()).toEqual(['', '#ff0000'])
  expect(document.querySelector('.formula-page')).toBe(null)
})

test('[SET7] the same words make the same bytes, and a fraction is higher than its letters', async () => {
  const setter = await setterOf('formulas')
  const props = propsOf('formula', String.raw`\frac12`)
  expect(await setter.set(props)).toEqual(await setter.set(props))
  expect((await formula(String.raw`\frac12`)).height).toBeGreaterThan(1.5 * (await formula('1')).height)
})

test.each([
  [String.raw`\frac{1`, /Expected|Unexpected/],
  [String.raw`\nosuchthing`, /Undefined control sequence/],
  ['漢', /no letter 漢/],
  [String.raw`\quad`, /nothing to be seen/],
])('[SET8] what is wrong with %s is said', async (words, problem) => {
  await expect(formula(words)).rejects.toThrow(CannotSet)
  await expect(formula(words)).rejects.toThrow(problem)
})

test('[SET9] the parts of a programme are found, of the language that is said or guessed', async () => {
  const text = 'const a = "b" // c\nlet d = 1'
  const colored = async (language: string) => {
    const bytes = await (await setterOf('highlighter')).set(propsOf('code', text, { language }))
    let at = 0
    const parts = decodeTokens(bytes)?.stretches.map(({ length, color }) => {
      at += length
      return [TOKEN_COLORS[color], text.slice(at - length, at)]
    })
    expect([0, text.length]).toContain(at)
    return parts?.filter(([color]) => color !== '')
  }
  const parts = [
    ['violet', 'const'],
    ['green', '"b"'],
    ['grey', '// c'],
    ['violet', 'let'],
    ['orange', '1'],
  ]
  expect(await colored('javascript')).toEqual(parts)
  expect(await colored('auto')).toContainEqual(['green', '"b"'])
  expect(await colored('plaintext')).toEqual([])
})

/** A board whose words are made into bytes by somebody who answers when asked to. */
function boardWithSetter() {
  const board = testBoard()
  const { editor, document, doc } = board
  const asked: string[] = []
  const real = TYPESETTERS
  stops.push(keepTypeset(editor, new Map([...real].map(([name, fetch]) => [name, () => (asked.push(name), fetch())]))))
  const done = (id: string) => {
    const element = document.get(id)
    return element !== undefined && kindOf(element.kind).typeset?.isDone(element.props) === true
  }
  return { ...board, asked, done, doc }
}

test('[SET10] is made when one stops typing, by the one who typed, and again when words are undone', async () => {
  const { editor, document, asked, done } = boardWithSetter()
  startTyping(editor, { kind: 'formula', text: '' })
  const id = editor.editing.value ?? ''
  document.editText(id, [{ index: 0, remove: 0, insert: 'x^2' }])
  expect(asked).toEqual([])
  finishTyping(editor)
  await expect.poll(() => done(id), PATIENT).toBe(true)
  startTyping(editor, id)
  document.editText(id, [{ index: 3, remove: 0, insert: '+1' }])
  finishTyping(editor)
  await expect.poll(() => done(id), PATIENT).toBe(true)
  editor.history.undo()
  expect(document.get(id)?.props).toMatchObject({ text: 'x^2' })
  await expect.poll(() => done(id), PATIENT).toBe(true)
  editor.history.undo()
  expect([document.size, editor.history.canUndo]).toEqual([0, false])
})

test('[SET11] what nobody has made is made by whoever opens the board, once others had the time to; what can’t be set stays as written', async () => {
  const { document, clock, done, editor, asked } = boardWithSetter()
  stops.splice(0).forEach((stop) => stop())
  const [good, bad] = document.add([
    { kind: 'formula', text: 'a' },
    { kind: 'formula', text: String.raw`\nosuchthing` },
  ]) as [string, string]
  stops.push(
    keepTypeset(editor, new Map([...TYPESETTERS].map(([name, fetch]) => [name, () => (asked.push(name), fetch())]))),
  )
  expect(asked).toEqual([])
  clock.pass(10_000)
  await expect.poll(() => done(good), PATIENT).toBe(true)
  await expect.poll(() => asked.length, PATIENT).toBe(2)
  expect(done(bad)).toBe(false)
})
