import { cssFont, type Face, type MeasureText } from '#board/render/fonts.ts'

/** Widths are measured once at this size and scaled: advance widths grow with the size. */
const MEASURED_SIZE = 100
/** Lines remembered; when there are more, all are forgotten. */
const CAPACITY = 5_000

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
  const widths = new Map<string, number>()

  const measure: MeasureText = (text, face, size) => {
    const key = `${face.font}${face.bold ? 'b' : ''}${face.italic ? 'i' : ''}/${text}`
    let width = widths.get(key)
    if (width === undefined) {
      if (widths.size >= CAPACITY) widths.clear()
      width = measureWith(ctx, text, face)
      widths.set(key, width)
    }
    return (width * size) / MEASURED_SIZE
  }
  return {
    measure,
    onFonts(listener) {
      const arrived = () => {
        widths.clear()
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

function measureWith(ctx: OffscreenCanvasRenderingContext2D, text: string, face: Face): number {
  ctx.font = cssFont(face, MEASURED_SIZE)
  return ctx.measureText(text).width
}
