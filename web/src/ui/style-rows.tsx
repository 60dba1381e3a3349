import type { ComponentChild } from 'preact'
import { LANGUAGES } from '#board/elements/code.ts'
import { languageName } from './language-names.ts'
import { SIZES, WIDTHS, type Style } from '../editor/style.ts'
import type { StyleName } from '../tools/tool.ts'
import type { Choice } from './choices.tsx'
import { Icon } from './icon.tsx'

type ToggleName = { [Name in StyleName]: Style[Name] extends boolean ? Name : never }[StyleName]

/** What a style has or has not: one button each, in one row. */
export const STYLE_TOGGLES: readonly { readonly name: ToggleName; readonly label: string; readonly icon: string }[] = [
  { name: 'bold', label: 'Bold', icon: 'bold' },
  { name: 'italic', label: 'Italic', icon: 'italic' },
]

/** What has too many values for a button each: a list to pick from. */
export const STYLE_LISTS = [
  { name: 'language', label: 'Language', options: LANGUAGES.map((value) => ({ value, label: languageName(value) })) },
] as const

/** One control of the style panel: a field of the style, and the values on offer. */
export interface StyleRow {
  readonly name: Exclude<StyleName, 'color' | 'fill' | 'language' | ToggleName>
  readonly label: string
  readonly choices: readonly StyleChoice[]
}

type StyleChoice = Choice<Style[StyleRow['name']]>

/** A drawing on a field of 20 × 20. */
const face = (d: string, attributes: Readonly<Record<string, string>> = {}): ComponentChild => (
  <svg class="face" viewBox="0 0 20 20" aria-hidden="true">
    <path d={d} {...attributes} />
  </svg>
)

const letter = (font: string): ComponentChild => (
  <span class="font" data-font={font}>
    Aa
  </span>
)

const FOOT = 'M18 5l-7 5 7 5'
const NOUGHT = 'M5 10a3 3 0 1 0 6 0 3 3 0 1 0-6 0'

/** What a line ends in; `turned` is the transform of the drawings. */
function headChoices(end: string, turned: string): readonly StyleChoice[] {
  const drawn = (d: string, fill = 'none') => face(d, { transform: turned, fill })
  return [
    { label: `${end}: plain`, value: 'none', face: drawn('M2 10h16') },
    { label: `${end}: arrow`, value: 'arrow', face: drawn('M2 10h16M12 4l6 6-6 6') },
    { label: `${end}: triangle`, value: 'triangle', face: drawn('M2 10h9M11 5l7 5-7 5z', 'currentColor') },
    { label: `${end}: dot`, value: 'dot', face: drawn('M2 10h9M11 10a3 3 0 1 0 6 0 3 3 0 1 0-6 0', 'currentColor') },
    { label: `${end}: one`, value: 'one', face: drawn('M2 10h16M14 5v10') },
    { label: `${end}: one and only one`, value: 'only-one', face: drawn('M2 10h16M15 5v10M11 5v10') },
    { label: `${end}: none or one`, value: 'zero-or-one', face: drawn(`M2 10h3M12 10h6M15 5v10${NOUGHT}`) },
    { label: `${end}: many`, value: 'many', face: drawn(`M2 10h16${FOOT}`) },
    { label: `${end}: one or many`, value: 'one-or-many', face: drawn(`M2 10h16M8 5v10${FOOT}`) },
    { label: `${end}: none or many`, value: 'zero-or-many', face: drawn(`M2 10h2M11 10h7${FOOT}${NOUGHT}`) },
  ]
}

/** Every control but the colours, in the panel's order. To add one, add its line, and its field to `Style`. */
export const STYLE_ROWS: readonly StyleRow[] = [
  {
    name: 'width',
    label: 'Width',
    choices: WIDTHS.map(({ label, value }) => ({
      label,
      value,
      face: <span class="width" style={{ '--width': `${1 + value * 0.6}px` }} />,
    })),
  },
  {
    name: 'nib',
    label: 'Nib',
    choices: [
      {
        label: 'Follows the pressure',
        value: 'pressure',
        face: face('M2 12C6 4 8 5 10 10s5 5 8-3l-1 4c-3 6-6 5-8 0S7 8 2 12z', { fill: 'currentColor' }),
      },
      {
        label: 'Even',
        value: 'even',
        face: face('M2 12C6 4 8 5 10 10s5 5 8-3', { 'stroke-width': '2.5' }),
      },
    ],
  },
  {
    name: 'size',
    label: 'Text size',
    choices: SIZES.map(({ label, value }) => ({
      label,
      value,
      face: (
        <span class="size" style={{ '--size': `${11 + value / 6}px` }}>
          A
        </span>
      ),
    })),
  },
  {
    name: 'font',
    label: 'Font',
    choices: [
      { label: 'Handwriting', value: 'hand', face: letter('hand') },
      { label: 'Plain', value: 'sans', face: letter('sans') },
      { label: 'Serif', value: 'serif', face: letter('serif') },
      { label: 'Code', value: 'mono', face: letter('mono') },
    ],
  },
  {
    name: 'align',
    label: 'Align text',
    choices: [
      { label: 'Left', value: 'left', face: <Icon name="text-align-start" /> },
      { label: 'Centre', value: 'center', face: <Icon name="text-align-center" /> },
      { label: 'Right', value: 'right', face: <Icon name="text-align-end" /> },
    ],
  },
  {
    name: 'fillStyle',
    label: 'Filling',
    choices: [
      { label: 'Solid', value: 'solid', face: face('M3 3h14v14H3z', { fill: 'currentColor' }) },
      { label: 'Hatched', value: 'hachure', face: face('M3 3h14v14H3zM3 10l7-7M3 17 17 3M10 17l7-7') },
      {
        label: 'Cross-hatched',
        value: 'cross',
        face: face('M3 3h14v14H3zM3 10l7-7M3 17 17 3M10 17l7-7M10 3l7 7M3 3l14 14M3 10l7 7'),
      },
    ],
  },
  {
    name: 'dash',
    label: 'Line',
    choices: [
      { label: 'Solid line', value: 'solid', face: face('M2 10h16', { 'stroke-width': '2.5' }) },
      {
        label: 'Dashed',
        value: 'dashed',
        face: face('M2 10h16', { 'stroke-width': '2.5', 'stroke-dasharray': '3 4' }),
      },
      {
        label: 'Dotted',
        value: 'dotted',
        face: face('M3 10h15', { 'stroke-width': '2.5', 'stroke-dasharray': '0 4.500' }),
      },
    ],
  },
  {
    name: 'radius',
    label: 'Corners',
    choices: [
      { label: 'Sharp', value: 0, face: face('M4 17V4h13') },
      { label: 'Round', value: 12, face: face('M4 17v-7a6 6 0 0 1 6-6h7') },
    ],
  },
  {
    name: 'look',
    label: 'Look',
    choices: [
      { label: 'Clean', value: 'clean', face: face('M3 14h14M3 6h14') },
      {
        label: 'Hand-drawn',
        value: 'rough',
        face: face('M2 7c5-3 10 1 16-1M3 6c6 2 9-2 14 1M2 14c4-2 9 2 16-1M3 13c5 3 9-1 15 1'),
      },
    ],
  },
  {
    name: 'route',
    label: 'Way',
    choices: [
      { label: 'Straight', value: 'straight', face: face('M3 17 17 3') },
      { label: 'Curved', value: 'curved', face: face('M3 17C17 17 3 3 17 3') },
      { label: 'With corners', value: 'elbow', face: face('M3 17h7V3h7') },
    ],
  },
  { name: 'startHead', label: 'Start', choices: headChoices('Start', 'translate(20 0) scale(-1 1)') },
  { name: 'endHead', label: 'End', choices: headChoices('End', 'translate(0 0)') },
  {
    name: 'opacity',
    label: 'Opacity',
    choices: [1, 0.6, 0.3].map((value) => ({
      label: `${value * 100} %`,
      value,
      face: face('M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14', { fill: 'currentColor', 'fill-opacity': String(value) }),
    })),
  },
]
