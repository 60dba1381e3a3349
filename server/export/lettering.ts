import type { SKRSContext2D } from '@napi-rs/canvas'
import type { PaintContext } from '#board/render/canvas.ts'
import type { Fonts } from './fonts.ts'

/**
 * The same context, in which a font family means the pieces that the text needs.
 * @param before called before each text, when its font is set
 */
export function withFonts(
  context: SKRSContext2D,
  fonts: Fonts,
  before: (context: SKRSContext2D, text: string) => void = () => {},
): PaintContext {
  const native = Object.getPrototypeOf(context) as object
  const nativeFillText = context.fillText.bind(context)
  let requested = context.font
  const fillText = (text: string, x: number, y: number): void => {
    Reflect.set(native, 'font', fonts.expand(requested, text), context)
    before(context, text)
    nativeFillText(text, x, y)
  }
  const setFont = (font: string): void => {
    requested = font
  }
  return Object.defineProperties(context, {
    font: { get: () => requested, set: setFont },
    fillText: { value: fillText },
  })
}
