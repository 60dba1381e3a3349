/** The font families of the `text` kind, by the name that the document stores. */
export type FontFamily = 'hand' | 'sans' | 'mono'

/** CSS family lists. The shipped files carry these names in browser and server alike (Latin, then emoji, then CJK: the CJK files also hold monochrome emoji). */
export const FONT_STACKS: Readonly<Record<FontFamily, string>> = {
  hand: "'Shantell Sans', 'Noto Color Emoji', 'LXGW WenKai Lite', cursive",
  sans: "Inter, 'Noto Color Emoji', 'LXGW WenKai Lite', sans-serif",
  mono: "'JetBrains Mono', 'Noto Color Emoji', 'LXGW WenKai Lite', monospace",
}

/**
 * Advance width of one line of text, in the same unit as `size`. Injected, because only a renderer's host can
 * measure: a canvas in the browser, @napi-rs/canvas on the server, both with the same font files.
 */
export type MeasureText = (text: string, font: FontFamily, size: number) => number
