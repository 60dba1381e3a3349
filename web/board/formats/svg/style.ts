import type { Node } from './tree.ts'

/** Properties by name, those that are inherited with them. */
export type Style = Readonly<Record<string, string>>

/** What comes to those within (https://www.w3.org/TR/SVG2/propidx.html). */
const INHERITED = new Set(
  'fill stroke stroke-width stroke-dasharray fill-opacity stroke-opacity visibility color font-size font-family font-weight font-style text-anchor'.split(
    ' ',
  ),
)
const OWN = new Set(['opacity', 'display', 'stop-color'])

/** Rules of sheets, by the selector; only names, classes and ids by themselves are understood. */
export type Sheet = ReadonlyMap<string, Style>

const RULE = /([^{}]+)\{([^{}]*)\}/g

/** Rules of all sheets that a picture brings. */
export function sheetOf(css: string): Sheet {
  const rules = new Map<string, Style>()
  for (const [, selectors = '', body = ''] of css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(RULE))
    for (const selector of selectors.split(',')) {
      const name = selector.trim()
      rules.set(name, { ...rules.get(name), ...declarations(body) })
    }
  return rules
}

function declarations(css: string): Style {
  const style: Record<string, string> = {}
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (INHERITED.has(name) || OWN.has(name))
      style[name] = declaration
        .slice(colon + 1)
        .replace(/!important/i, '')
        .trim()
  }
  return style
}

/** The properties of an element: inherited, then its attributes, then sheets, then its own `style`. */
export function styleOf(node: Node, around: Style, sheet: Sheet): Style {
  const style: Record<string, string> = {}
  for (const name of INHERITED) if (around[name] !== undefined) style[name] = around[name]
  const { attributes } = node
  for (const name of [...INHERITED, ...OWN]) if (attributes[name] !== undefined) style[name] = attributes[name]
  const classes = (attributes['class'] ?? '').split(/\s+/).map((name) => `.${name}`)
  for (const selector of [node.name, ...classes, `#${attributes['id'] ?? ''}`])
    Object.assign(style, sheet.get(selector))
  Object.assign(style, declarations(attributes['style'] ?? ''))
  for (const name of INHERITED) if (style[name] === 'inherit') style[name] = around[name] ?? ''
  return style
}

/** A number at the beginning, in user units; percentages and what is none are the fallback. */
export function lengthOf(written: string | undefined, fallback: number): number {
  const [, number, unit = ''] = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)/i.exec(written ?? '') ?? []
  const factor = UNITS.get(unit.toLowerCase())
  const value = Number(number) * (factor ?? NaN)
  return Number.isFinite(value) ? value : fallback
}

/** CSS pixels. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['px', 1],
  ['pt', 4 / 3],
  ['pc', 16],
  ['mm', 96 / 25.4],
  ['cm', 96 / 2.54],
  ['in', 96],
  ['em', 16],
  ['rem', 16],
])

/** From 0 to 1. */
export function shareOf(written: string | undefined): number {
  const value = Number.parseFloat(written ?? '1') / ((written ?? '').trim().endsWith('%') ? 100 : 1)
  return Number.isFinite(value) ? Math.max(0, Math.min(1, value)) : 1
}
