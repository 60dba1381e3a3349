import { cssFont, type MeasureText } from '#board/render/fonts.ts'
import { rememberWidths } from '#board/render/remembered-widths.ts'

export interface BrowserMeasure {
  readonly measure: MeasureText
  /** Calls back when fonts have arrived and all text has another width. */
  onFonts(listener: () => void): () => void
}

/**
 * Measures text with a canvas and remembers the answers until a font arrives. `sheets`: font style sheets under way; a canvas
 * asks for no font that was unknown when it measured, so it measures again when they are there.
 */
export function createMeasure(sheets?: Promise<unknown>, fonts: FontFaceSet = document.fonts): BrowserMeasure {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d')
  if (!ctx) throw new Error('this browser gives no 2D context')
  const { measure, forget } = rememberWidths((text, face, size) => {
    ctx.font = cssFont(face, size)
    return ctx.measureText(text).width
  })
  return {
    measure,
    onFonts(listener) {
      const arrived = () => {
        forget()
        listener()
      }
      fonts.addEventListener('loadingdone', arrived)
      let listening = true
      void sheets?.then(() => listening && arrived())
      return () => {
        listening = false
        fonts.removeEventListener('loadingdone', arrived)
      }
    },
  }
}
