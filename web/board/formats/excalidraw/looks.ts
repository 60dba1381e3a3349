import type { Belonging } from '../../elements/belonging.ts'
import type { Dash, Look } from '../../elements/fields.ts'
import { linkField } from '../../elements/link.ts'
import type { FillStyle } from '../../elements/shape.ts'
import { LIMITS } from '../../limits.ts'
import type { FontFamily } from '../../render/fonts.ts'
import { isColor } from '../../render/theme.ts'
import type { Align } from '../../render/text-layout.ts'
import { colorFrom } from '../colors.ts'
import { isRaw, listIn, meaningOf, numberIn, stringIn, within, type Raw } from '../imported.ts'
import type { Reading } from './kinds.ts'

const FILLS: ReadonlyMap<unknown, FillStyle> = new Map([
  ['solid', 'solid'],
  ['hachure', 'hachure'],
  ['zigzag', 'hachure'],
  ['cross-hatch', 'cross'],
])
const DASHES: ReadonlyMap<unknown, Dash> = new Map([
  ['dashed', 'dashed'],
  ['dotted', 'dotted'],
])
/** Numbers of Excalidraw's font families, old and new. */
const FONTS: ReadonlyMap<unknown, FontFamily> = new Map([
  [1, 'hand'],
  [2, 'sans'],
  [3, 'mono'],
  [4, 'hand'],
  [5, 'hand'],
  [6, 'sans'],
  [7, 'sans'],
  [8, 'mono'],
  [9, 'sans'],
])
const ALIGNS: ReadonlyMap<unknown, Align> = new Map([
  ['left', 'left'],
  ['center', 'center'],
  ['right', 'right'],
])

const colorOf = (raw: Raw): string => colorFrom(stringIn(raw, 'strokeColor', '#1e1e1e')) ?? 'ink'

/** `none`, or the colour of the inside. */
export const fillOf = (raw: Raw): string => colorFrom(stringIn(raw, 'backgroundColor', 'transparent')) ?? 'none'

/** Of the canvas; undefined when it is the usual white. */
export function backgroundOf(css: string): string | undefined {
  const color = colorFrom(css)
  return color === undefined || color === 'none' || color === 'white' || !isColor(color) ? undefined : color
}

export const fillStyleOf = (raw: Raw): FillStyle => meaningOf(FILLS, raw['fillStyle'], 'solid')

export const opacityOf = (raw: Raw): number => within(0, numberIn(raw, 'opacity', 100), 100) / 100

/** Of lines and outlines. Boards have none that can't be seen: those are as thin as can be, and of the colour of what is written there. */
export function outlineOf(raw: Raw, label?: Raw) {
  const color = colorOf(raw)
  const isSeen = color !== 'none'
  const look: Look = numberIn(raw, 'roughness', 1) > 0 ? 'rough' : 'clean'
  return {
    color: isSeen ? color : insteadOf(raw, label),
    width: isSeen ? within(0.1, numberIn(raw, 'strokeWidth', 2), 512) : 0.1,
    dash: meaningOf(DASHES, raw['strokeStyle'], 'solid'),
    look: isSeen ? look : 'clean',
    seed: Math.abs(Math.trunc(numberIn(raw, 'seed', 1))) % 2 ** 32,
    opacity: opacityOf(raw),
  }
}

function insteadOf(raw: Raw, label?: Raw): string {
  const color = label ? colorOf(label) : fillOf(raw)
  return color === 'none' ? 'ink' : color
}

export const fontOf = (raw: Raw): FontFamily => meaningOf(FONTS, raw['fontFamily'], 'hand')
export const sizeOf = (raw: Raw): number => within(1, numberIn(raw, 'fontSize', 20), 2_000)
export const alignOf = (raw: Raw, otherwise: Align): Align => meaningOf(ALIGNS, raw['textAlign'], otherwise)

/** Words as they were typed, without the breaks that a width put in. */
export const wordsOf = (raw: Raw): string =>
  stringIn(raw, 'originalText', stringIn(raw, 'text')).replaceAll(/\r\n?/g, '\n')

/** Where an element belongs, and where it leads. */
export function belongingOf(raw: Raw, reading: Reading): Partial<Belonging> {
  // Theirs are innermost first.
  const groups = listIn(raw, 'groupIds')
    .filter((id) => typeof id === 'string')
    .toReversed()
  const frame = reading.find(stringIn(raw, 'frameId'))
  const link = linkField.parse(stringIn(raw, 'link'))
  if (link === undefined) reading.leave('links to what no board can lead to')
  return {
    ...(groups.length > 0 ? { groups: [...new Set(groups)].slice(0, LIMITS.groupDepth).map(reading.groupOf) } : {}),
    ...(frame && isRaw(frame) ? { frame: reading.idOf(stringIn(frame, 'id')) } : {}),
    ...(link ? { link } : {}),
    ...(raw['locked'] === true ? { locked: true } : {}),
  }
}
