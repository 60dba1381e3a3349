import { colorFrom } from '../colors.ts'

/** Names of CSS that pictures are written with most (https://www.w3.org/TR/css-color-4/#named-colors). */
const NAMED: Readonly<Record<string, string>> = {
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  purple: '#800080',
  pink: '#ffc0cb',
  brown: '#a52a2a',
  grey: '#808080',
  gray: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
  olive: '#808000',
  lime: '#00ff00',
  aqua: '#00ffff',
  cyan: '#00ffff',
  teal: '#008080',
  navy: '#000080',
  fuchsia: '#ff00ff',
  magenta: '#ff00ff',
  gold: '#ffd700',
  indigo: '#4b0082',
  violet: '#ee82ee',
  tomato: '#ff6347',
  coral: '#ff7f50',
  crimson: '#dc143c',
  salmon: '#fa8072',
  khaki: '#f0e68c',
  tan: '#d2b48c',
  beige: '#f5f5dc',
  turquoise: '#40e0d0',
  skyblue: '#87ceeb',
  steelblue: '#4682b4',
  royalblue: '#4169e1',
  lightblue: '#add8e6',
  darkblue: '#00008b',
  lightgreen: '#90ee90',
  darkgreen: '#006400',
  forestgreen: '#228b22',
  lightgrey: '#d3d3d3',
  lightgray: '#d3d3d3',
  darkgrey: '#a9a9a9',
  darkgray: '#a9a9a9',
  dimgray: '#696969',
  whitesmoke: '#f5f5f5',
  lightyellow: '#ffffe0',
  darkorange: '#ff8c00',
  darkred: '#8b0000',
}

const FUNCTION = /^rgba?\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)(?:[\s,/]+([\d.]+%?))?\s*\)$/

/** A colour of a picture as a board names it: `none`, or undefined for what is written in a way that is not understood. */
export function colorOfCss(css: string): string | undefined {
  const written = css.trim().toLowerCase()
  const [, red, green, blue, alpha] = FUNCTION.exec(written) ?? []
  if (red === undefined) return colorFrom((Object.hasOwn(NAMED, written) && NAMED[written]) || written)
  if (alpha !== undefined && Number.parseFloat(alpha) === 0) return 'none'
  const part = (value = '0') => {
    const number = Number.parseFloat(value) * (value.endsWith('%') ? 2.55 : 1)
    return Math.round(Math.max(0, Math.min(255, number)))
      .toString(16)
      .padStart(2, '0')
  }
  return colorFrom(`#${part(red)}${part(green)}${part(blue)}`)
}
