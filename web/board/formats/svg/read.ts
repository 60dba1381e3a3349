import { BadFile } from '../../document/board-file.ts'
import { multiply, translate, type Matrix } from '../../geometry/matrix.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import { LIMITS } from '../../limits.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { newId } from '../../document/new-id.ts'
import { createCollector, type Imported } from '../imported.ts'
import { ELEMENTS, type At as Drawn, type Reading } from './elements.ts'
import { lengthOf, shareOf, sheetOf, styleOf } from './style.ts'
import { transformOf } from './transform.ts'
import { nodesIn, textIn, treeOf, type Node } from './tree.ts'

/** Could this be one? A glance. */
export const looksLikeSvg = (text: string): boolean => /^[\s\ufeff]*</.test(text) && /<(?:\w+:)?svg[\s>]/.test(text)

/** What a picture says of itself, or what lies in it to be used elsewhere. */
const UNSEEN = new Set(
  'defs symbol title desc metadata style script linearGradient radialGradient clipPath mask pattern marker filter namedview cursor view'.split(
    ' ',
  ),
)
/** What does not come, and says so. */
const LEFT: ReadonlyMap<string, string> = new Map([
  ['script', 'programmes'],
  ['foreignObject', 'pages within the picture'],
  ['animate', 'movements'],
  ['animateTransform', 'movements'],
  ['animateMotion', 'movements'],
  ['set', 'movements'],
  ['textPath', 'words along a line'],
  ['mask', 'masks'],
  ['filter', 'effects'],
  ['clipPath', 'parts that are cut out: all of it is seen'],
])

/** A picture that is used within pictures that are used. */
const DEEPEST_USE = 8

/** Where it is being drawn, and within how many uses of what is drawn elsewhere. */
interface At extends Drawn {
  readonly uses: number
}

/**
 * An SVG (https://www.w3.org/TR/SVG2/) as elements: shapes, lines, ink with an inside, words and pictures that it brings, in
 * groups. Nothing in it runs and nothing outside of it is asked for. What boards have not is counted.
 * @throws {BadFile}
 */
export function readSvg(text: string, measure: MeasureText): Imported {
  const svg = treeOf(text)
  const byId = new Map<string, Node>()
  const css: string[] = []
  const collector = createCollector()
  const known = (node: Node): void => {
    const { id } = node.attributes
    if (id !== undefined) byId.set(id, node)
    if (node.name === 'style') css.push(textIn(node))
    const missing = LEFT.get(node.name)
    if (missing !== undefined) collector.leave(missing)
    nodesIn(node).forEach(known)
  }
  known(svg)
  const sheet = sheetOf(css.join('\n'))
  const reading: Reading = { ...collector, measure, find: (id) => byId.get(id) }
  let drawn = 0

  const walk = (node: Node, around: At): void => {
    if (UNSEEN.has(node.name)) return
    const style = styleOf(node, around.style, sheet)
    if (style['display'] === 'none') return
    const at = {
      ...around,
      style,
      matrix: multiply(around.matrix, transformOf(node.attributes['transform'])),
      opacity: around.opacity * shareOf(style['opacity']),
    }
    const read = ELEMENTS.get(node.name)
    if (read) {
      drawn += 1
      if (drawn > IMPORT_LIMITS.svgParts) throw new BadFile('too-large', 'it draws too much')
      if (style['visibility'] !== 'hidden') read(node, at, reading)
    } else if (node.name === 'use') follow(node, at)
    else if (node.name === 'svg' || node.name === 'symbol')
      within(node, { ...at, matrix: multiply(at.matrix, viewOf(node)) })
    else if (node.name === 'g' || node.name === 'a' || node.name === 'switch') within(node, at)
  }
  const within = (node: Node, at: At): void => {
    const groups = node.name === 'g' && at.groups.length < LIMITS.groupDepth ? [...at.groups, newId()] : at.groups
    const link = node.name === 'a' ? (node.attributes['href'] ?? '') : at.link
    for (const child of nodesIn(node)) walk(child, { ...at, groups, link })
  }
  const follow = (node: Node, at: At): void => {
    const href = node.attributes['href'] ?? ''
    const target = href.startsWith('#') ? byId.get(href.slice(1)) : undefined
    if (!target || at.uses >= DEEPEST_USE) return reading.leave('what is kept outside of the picture')
    const place = translate(lengthOf(node.attributes['x'], 0), lengthOf(node.attributes['y'], 0))
    const placed = { ...at, matrix: multiply(at.matrix, place), uses: at.uses + 1 }
    if (target.name === 'symbol') within(target, { ...placed, matrix: multiply(placed.matrix, viewOf(target)) })
    else walk(target, placed)
  }
  walk(svg, { matrix: [1, 0, 0, 1, 0, 0], style: {}, opacity: 1, groups: [newId()], link: '', uses: 0 })
  const title = nodesIn(svg).find(({ name }) => name === 'title')
  const result = collector.result(title ? textIn(title).trim() : '')
  if (result.elements.length === 0) throw new BadFile('empty', 'there is nothing in it that a board can show')
  return result
}

/** Width and height that a picture asks for, CSS pixels. */
export function sizeOfSvg(svg: Node): { readonly width: number; readonly height: number } {
  const [, , w = 300, h = 150] = viewBoxOf(svg) ?? []
  const { width, height } = svg.attributes
  const isShare = (written: string | undefined) => written === undefined || written.includes('%')
  const wide = isShare(width) ? (isShare(height) ? w : (w / h) * lengthOf(height, h)) : lengthOf(width, w)
  const high = isShare(height) ? (isShare(width) ? h : (h / w) * wide) : lengthOf(height, h)
  return { width: wide > 0 ? wide : 300, height: high > 0 ? high : 150 }
}

function viewBoxOf({ attributes }: Node): readonly number[] | undefined {
  const numbers = (attributes['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [, , w = 0, h = 0] = numbers
  return numbers.length === 4 && numbers.every(Number.isFinite) && w > 0 && h > 0 ? numbers : undefined
}

/** From the units of a picture to those around it: even, in the middle. */
function viewOf(node: Node): Matrix {
  const place = translate(lengthOf(node.attributes['x'], 0), lengthOf(node.attributes['y'], 0))
  const box = viewBoxOf(node)
  if (!box) return place
  const [x = 0, y = 0, w = 1, h = 1] = box
  const { width, height } = sizeOfSvg(node)
  const k = Math.min(width / w, height / h)
  return multiply(place, [k, 0, 0, k, (width - w * k) / 2 - x * k, (height - h * k) / 2 - y * k])
}
