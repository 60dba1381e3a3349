import type { MeasureText } from '../render/fonts.ts'

/** A measure without fonts, for tests and benchmarks of the model: every character is as wide as an average one. */
export const measureRoughly: MeasureText = (text, { font, bold }, size) =>
  text.length * size * (font === 'mono' ? 0.6 : bold ? 0.56 : 0.52)
