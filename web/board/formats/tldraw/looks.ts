import type { Dash, Look } from '../../elements/fields.ts'
import type { FillStyle } from '../../elements/shape.ts'
import type { FontFamily } from '../../render/fonts.ts'
import type { Align } from '../../render/text-layout.ts'
import { resolveColor } from '../../render/theme.ts'
import { meaningOf, numberIn, within, type Raw } from '../imported.ts'

/** Ours for tldraw's names; its light ones, which we have none for, as it shows them on light paper. */
const COLORS: ReadonlyMap<unknown, string> = new Map([
  ['black', 'ink'],
  ['grey', 'grey'],
  ['light-violet', '#e085f4'],
  ['violet', 'violet'],
  ['blue', 'blue'],
  ['light-blue', '#4ba1f1'],
  ['yellow', 'yellow'],
  ['orange', 'orange'],
  ['green', 'green'],
  ['light-green', '#4cb05e'],
  ['light-red', '#f87777'],
  ['red', 'red'],
  ['white', 'white'],
])
/** Scene units, by the name of the size. */
const WIDTHS: ReadonlyMap<unknown, number> = new Map([
  ['s', 2],
  ['m', 3.5],
  ['l', 5],
  ['xl', 10],
])
const TEXT_SIZES: ReadonlyMap<unknown, number> = new Map([
  ['s', 18],
  ['m', 24],
  ['l', 36],
  ['xl', 44],
])
const LABEL_SIZES: ReadonlyMap<unknown, number> = new Map([
  ['s', 18],
  ['m', 22],
  ['l', 26],
  ['xl', 32],
])
const FONTS: ReadonlyMap<unknown, FontFamily> = new Map([
  ['draw', 'hand'],
  ['sans', 'sans'],
  ['serif', 'serif'],
  ['mono', 'mono'],
])
const DASHES: ReadonlyMap<unknown, Dash> = new Map([
  ['dashed', 'dashed'],
  ['dotted', 'dotted'],
])
const ALIGNS: ReadonlyMap<unknown, Align> = new Map([
  ['start', 'left'],
  ['start-legacy', 'left'],
  ['end', 'right'],
  ['end-legacy', 'right'],
  ['middle', 'center'],
  ['middle-legacy', 'center'],
])

export const colorOf = (props: Raw): string => meaningOf(COLORS, props['color'], 'ink')
export const labelColorOf = (props: Raw): string => meaningOf(COLORS, props['labelColor'], colorOf(props))
/** Notes that nobody gave a colour are yellow there, too. */
export const noteColorOf = (props: Raw): string => {
  const color = colorOf(props)
  return color === 'ink' ? 'yellow' : color
}

/** How many times as large all of a shape is. */
export const scaleOf = (props: Raw): number => within(0.01, Math.abs(numberIn(props, 'scale', 1)), 100)

export const widthOf = (props: Raw): number => meaningOf(WIDTHS, props['size'], 3.5) * scaleOf(props)
export const textSizeOf = (props: Raw): number =>
  within(1, meaningOf(TEXT_SIZES, props['size'], 24) * scaleOf(props), 2_000)
export const labelSizeOf = (props: Raw): number =>
  within(1, meaningOf(LABEL_SIZES, props['size'], 22) * scaleOf(props), 2_000)
export const fontOf = (props: Raw): FontFamily => meaningOf(FONTS, props['font'], 'hand')
export const alignOf = (props: Raw, name: string, otherwise: Align): Align => meaningOf(ALIGNS, props[name], otherwise)

/** How much of its colour is left in a tint of the inside. */
const TINT = 0.2

/** What is inside: tints of the outline's colour, its hatching, or the colour itself. */
export function fillOf(props: Raw): { readonly fill: string; readonly fillStyle: FillStyle } {
  const color = colorOf(props)
  switch (props['fill']) {
    case 'semi':
      return { fill: 'white', fillStyle: 'solid' }
    case 'solid':
      return { fill: tintOf(color), fillStyle: 'solid' }
    case 'pattern':
      return { fill: color, fillStyle: 'hachure' }
    case 'fill':
    case 'lined-fill':
      return { fill: color, fillStyle: 'solid' }
    default:
      return { fill: 'none', fillStyle: 'solid' }
  }
}

function tintOf(color: string): string {
  const full = resolveColor(color, 'light').slice(1)
  const part = (at: number) => Math.round(255 - (255 - Number.parseInt(full.slice(at, at + 2), 16)) * TINT)
  return `#${[0, 2, 4].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`
}

/** Of outlines and lines. `id` decides how a rough one strays. */
export function outlineOf(props: Raw, id: string) {
  const look: Look = props['dash'] === 'draw' || props['dash'] === undefined ? 'rough' : 'clean'
  return {
    color: colorOf(props),
    width: within(0.1, widthOf(props), 512),
    dash: meaningOf(DASHES, props['dash'], 'solid'),
    look,
    seed: seedOf(id),
  }
}

/** FNV-1a. */
function seedOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
