import { createCanvas } from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { PaintContext } from '#board/render/canvas.ts'
import { cssFont } from '#board/render/fonts.ts'
import type { MeasureText } from '#board/render/fonts.ts'
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

export function measureWith(fonts: Fonts): MeasureText {
  const context = createCanvas(1, 1).getContext('2d')
  return (text, face, size) => {
    context.font = fonts.expand(cssFont(face, size), text)
    return context.measureText(text).width
  }
}
