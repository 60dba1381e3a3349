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

const BY_NAME: ReadonlyMap<string, PaletteColor> = new Map(PALETTE.map((color) => [color.name, color]))
const OWN_COLOR = /^#[0-9a-f]{6}$/i

/** A palette name or `#rrggbb`. */
export const isColor = (raw: unknown): raw is string =>
  typeof raw === 'string' && (BY_NAME.has(raw) || OWN_COLOR.test(raw))

/** The `#rrggbb` that a document's colour is under a theme. People's own colours stay as they are; what is no colour is ink. */
export function resolveColor(color: string, theme: Theme): string {
  if (OWN_COLOR.test(color)) return color
  return (BY_NAME.get(color) ?? INK)[theme]
}
