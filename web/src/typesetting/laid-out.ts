import type { SetShape } from '#board/elements/formula/set-formula.ts'
import { boxAt, EMPTY_BOX, intersection, union, type Box } from '#board/geometry/box.ts'
import { multiply, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import { pathBounds, polygonPath, transformPath, type Path } from '#board/geometry/path.ts'
import { cutToBox } from './cut-box.ts'
import { drawnPath } from './drawn-path.ts'
import type { FontFile } from './font-file.ts'
import { CannotSet } from './typesetter.ts'

/** So large is a font size while it is measured: browsers put baselines on whole pixels, and this makes that a four-hundredth. */
export const PIXELS_PER_EM = 400

export type FindFont = (style: CSSStyleDeclaration) => FontFile | undefined

/** Outlines, in font sizes from the top left corner of `box`. */
export interface Outlines {
  readonly box: Box
  readonly shapes: readonly SetShape[]
}

/** Reads what is laid out on the page as outlines: letters, the lines of fractions and tables, and what is drawn. */
export function outlinesOf(sheet: HTMLElement, find: FindFont): Outlines {
  const byColor = new Map<string, Path[]>()
  const own = getComputedStyle(sheet).color
  const add = (color: string, path: Path): void => {
    const name = color === own ? '' : hexOf(color)
    if (name === undefined || path.ops.length === 0) return
    byColor.set(name, [...(byColor.get(name) ?? []), path])
  }
  const baselineOf = baselines(sheet)
  let box = EMPTY_BOX
  for (const element of sheet.querySelectorAll('.katex-html *')) {
    if (element.closest('svg')) {
      addDrawn(element, sheet, add)
      continue
    }
    const style = getComputedStyle(element)
    const place = boxOfRect(element.getBoundingClientRect())
    if (element.classList.contains('base')) box = union(box, place)
    addBox(style, place, add)
    for (const node of element.childNodes) if (node instanceof Text) addLetters(node, style, find, baselineOf, add)
  }
  const paths = [...byColor].map(([color, some]) => ({ color, path: joined(some) }))
  const inked = paths.reduce((all, { path }) => union(all, pathBounds(path)), box)
  if (paths.length === 0) throw new CannotSet('There is nothing to be seen in this formula')
  const toEm = multiply(scale(1 / PIXELS_PER_EM, 1 / PIXELS_PER_EM), translate(-inked.minX, -inked.minY))
  return {
    box: boxAt(0, 0, (inked.maxX - inked.minX) / PIXELS_PER_EM, (inked.maxY - inked.minY) / PIXELS_PER_EM),
    shapes: paths.map(({ color, path }) => ({ color, path: transformPath(path, toEm) })),
  }
}

type Add = (color: string, path: Path) => void

const boxOfRect = ({ left, top, width, height }: DOMRect): Box => boxAt(left, top, width, height)

const rectangle = ({ minX, minY, maxX, maxY }: Box): Path =>
  polygonPath([minX, minY, maxX, minY, maxX, maxY, minX, maxY])

/** `#rrggbb` of a computed colour; undefined where nothing is seen. */
function hexOf(color: string): string | undefined {
  const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (alpha === 0) return undefined
  return `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const

/** Lines are borders, and what is behind something is a background. */
function addBox(style: CSSStyleDeclaration, box: Box, add: Add): void {
  if (style.backgroundColor !== 'transparent') add(style.backgroundColor, rectangle(box))
  for (const side of SIDES) {
    const width = Number.parseFloat(style[`border${side}Width`])
    if (!(width > 0) || style[`border${side}Style`] === 'none') continue
    const { minX, minY, maxX, maxY } = box
    const strip = {
      Top: { ...box, maxY: minY + width },
      Right: { ...box, minX: maxX - width },
      Bottom: { ...box, minY: maxY - width },
      Left: { ...box, maxX: minX + width },
    }[side]
    add(style[`border${side}Color`], rectangle(strip))
  }
}

type BaselineOf = (style: CSSStyleDeclaration) => number

/** How far the baseline is below the top of a line's letters, asked of the page once a face and size. */
function baselines(sheet: HTMLElement): BaselineOf {
  const known = new Map<string, number>()
  return ({ fontStyle, fontWeight, fontSize, fontFamily }) => {
    const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
    const found = known.get(font) ?? measureBaseline(font, sheet)
    known.set(font, found)
    return found
  }
}

function measureBaseline(font: string, sheet: HTMLElement): number {
  const line = document.createElement('div')
  line.style.font = font
  const mark = document.createElement('span')
  mark.style.display = 'inline-block'
  line.append('x', mark)
  sheet.append(line)
  const range = document.createRange()
  range.selectNodeContents(line.firstChild as Text)
  const baseline = mark.getBoundingClientRect().bottom - range.getBoundingClientRect().top
  line.remove()
  return baseline
}

/** What takes room and is not drawn. */
const UNSEEN = /[\s\u200b-\u200d\u2060\ufeff]/

function addLetters(text: Text, style: CSSStyleDeclaration, find: FindFont, baselineOf: BaselineOf, add: Add): void {
  const size = Number.parseFloat(style.fontSize)
  const range = document.createRange()
  let at = 0
  for (const letter of text.data) {
    range.setStart(text, at)
    range.setEnd(text, (at += letter.length))
    if (UNSEEN.test(letter)) continue
    const outline = find(style)?.outline(letter)
    if (!outline) throw new CannotSet(`There is no letter ${letter} for formulas`)
    const { left, top } = range.getBoundingClientRect()
    const place = multiply(translate(left, top + baselineOf(style)), scale(size, size))
    add(style.color, transformPath(outline, place))
  }
}

/** Roots, wide accents and braces are paths, crossed out things lines; often longer than what is seen of them. */
function addDrawn(element: Element, sheet: HTMLElement, add: Add): void {
  if (!(element instanceof SVGGeometryElement)) return
  const { a = 1, b = 0, c = 0, d = 1, e = 0, f = 0 } = element.getScreenCTM() ?? {}
  const toPage: Matrix = [a, b, c, d, e, f]
  const style = getComputedStyle(element)
  const path =
    element instanceof SVGLineElement
      ? strip(element, Number.parseFloat(style.strokeWidth))
      : drawnPath(element.getAttribute('d') ?? '')
  const color = element instanceof SVGLineElement ? style.stroke : style.fill
  add(color, cutToBox(transformPath(path, toPage), seenOf(element, sheet)))
}

function strip({ x1, y1, x2, y2 }: SVGLineElement, width: number): Path {
  const [ax, ay, bx, by] = [x1, y1, x2, y2].map(({ baseVal }) => baseVal.value) as [number, number, number, number]
  const length = Math.hypot(bx - ax, by - ay) || 1
  const [nx, ny] = [((ay - by) / length) * (width / 2), ((bx - ax) / length) * (width / 2)]
  return polygonPath([ax + nx, ay + ny, bx + nx, by + ny, bx - nx, by - ny, ax - nx, ay - ny])
}

/** What all that is around it leaves to be seen. */
function seenOf(element: Element, sheet: HTMLElement): Box {
  let seen: Box = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity }
  for (let around = element.parentElement; around && around !== sheet; around = around.parentElement) {
    if (getComputedStyle(around).overflowX !== 'visible')
      seen = intersection(seen, boxOfRect(around.getBoundingClientRect()))
  }
  return seen
}

function joined(paths: readonly Path[]): Path {
  return {
    ops: Uint8Array.from(paths.flatMap((path) => [...path.ops])),
    coordinates: Float64Array.from(paths.flatMap((path) => [...path.coordinates])),
  }
}
