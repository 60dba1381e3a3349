export type Theme = 'light' | 'dark'

/** A colour as the document names it, and what it is on each canvas. */
export interface PaletteColor {
  readonly name: string
  readonly light: string
  readonly dark: string
}

/** What is used when nothing else is known. */
const INK: PaletteColor = { name: 'ink', light: '#1f2328', dark: '#e8e6e1' }

/** The colours to pick from, in the order in which they are shown. */
export const PALETTE: readonly PaletteColor[] = [
  INK,
  { name: 'grey', light: '#828a94', dark: '#8e97a3' },
  { name: 'red', light: '#d92d3a', dark: '#ff6b6e' },
  { name: 'orange', light: '#e36a12', dark: '#ff9650' },
  { name: 'yellow', light: '#dfa400', dark: '#f7cb4d' },
  { name: 'green', light: '#2b9348', dark: '#5fcf80' },
  { name: 'teal', light: '#0f8b8d', dark: '#42c7c4' },
  { name: 'blue', light: '#2568d8', dark: '#6ba5ff' },
  { name: 'violet', light: '#7443d6', dark: '#ab8bff' },
  { name: 'pink', light: '#d63384', dark: '#ff7dbb' },
  { name: 'brown', light: '#8a5a35', dark: '#c99a72' },
  { name: 'white', light: '#ffffff', dark: '#2b3038' },
]

export const DEFAULT_COLOR = INK.name

/** The canvas itself. */
export const CANVAS_COLOR: Readonly<Record<Theme, string>> = { light: '#fdfdfc', dark: '#16181d' }

/** What lies under a sheet: dark on either canvas. For display lists alone; no document names it. */
export const SHADOW = 'shadow'

const BY_NAME: ReadonlyMap<string, PaletteColor> = new Map(PALETTE.map((color) => [color.name, color]))
const SHADE: PaletteColor = { name: SHADOW, light: '#000000', dark: '#000000' }
const OWN_COLOR = /^#[0-9a-f]{6}$/i

/** Is it `#rrggbb`, somebody's own colour, and not one of the palette? */
export const isOwnColor = (color: string): boolean => OWN_COLOR.test(color)

/** A palette name or `#rrggbb`. */
export const isColor = (raw: unknown): raw is string => typeof raw === 'string' && (BY_NAME.has(raw) || isOwnColor(raw))

/** The `#rrggbb` that a colour of a document or of a display list is under a theme; what is no colour is ink. */
export function resolveColor(color: string, theme: Theme): string {
  if (isOwnColor(color)) return theme === 'dark' ? mirrored(color) : color
  return (BY_NAME.get(color) ?? (color === SHADOW ? SHADE : INK))[theme]
}

/** The `#rrggbb` of what lies under everything: of a colour of a document, or the theme's own. */
export const sheetColor = (background: string | undefined, theme: Theme): string =>
  background === undefined ? CANVAS_COLOR[theme] : resolveColor(background, theme)

/** The document's name of what is seen as `color` under a theme; a palette name is its own. */
export const colorSeenAs = (color: string, theme: Theme): string =>
  isOwnColor(color) ? resolveColor(color, theme) : color

/**
 * As light as the colour was dark, in the same hue and saturation (HSL): what stands out from light paper, or from words in ink,
 * stands out from dark as well. Twice, it is the colour again.
 */
function mirrored(color: string): string {
  const value = Number.parseInt(color.slice(1), 16)
  const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255]
  const shift = 255 - Math.max(red, green, blue) - Math.min(red, green, blue)
  return `#${(0x1000000 + value + shift * 0x10101).toString(16).slice(1)}`
}
