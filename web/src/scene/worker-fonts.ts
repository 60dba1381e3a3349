import type { DisplayItem } from '#board/render/display-item.ts'
import { faceOf, filesNeeded, parseUnicodeRange, type FontFile } from '#board/render/font-files.ts'
import type { FontFaceSource } from './page-fonts.ts'

/** The page's fonts in a worker, which has none of its own. */
export interface WorkerFonts {
  add(faces: readonly FontFaceSource[]): void
  /** Begins to load what these items are written in; answers whether some of it isn't there yet. */
  want(items: readonly DisplayItem[]): boolean
  /** Resolves when nothing that was wanted is on its way any more. */
  readonly settled: Promise<unknown>
}

interface Face extends FontFile {
  readonly face: FontFace
}

/** `arrived`: something that was wanted is there now. */
export function createWorkerFonts(fonts: FontFaceSet, arrived: () => void): WorkerFonts {
  const known = new Set<string>()
  const faces: Face[] = []
  const pending = new Set<Promise<unknown>>()
  let arrivals = 0
  askAnew(() => (arrivals === 0 ? '' : `, "${arrivals}"`))

  function load({ face }: Face): void {
    const take = () => {
      arrivals++
      arrived()
    }
    // A file that can't be had: the words are shown in another font, as they are in the page.
    const loading = face.load().then(take, () => undefined)
    pending.add(loading)
    void loading.finally(() => pending.delete(loading))
  }

  return {
    add(sources) {
      for (const { family, weight, style, unicodeRange, url } of sources) {
        if (known.has(`${weight} ${style} ${url}`)) continue
        known.add(`${weight} ${style} ${url}`)
        const face = new FontFace(family, `url("${url}")`, { weight, style, unicodeRange })
        fonts.add(face)
        const traits = faceOf(weight, style)
        if (traits) faces.push({ family, ...traits, ranges: parseUnicodeRange(unicodeRange), face })
      }
    },
    want(items) {
      const missing = filesNeeded(items, faces).filter(
        ({ face }) => face.status !== 'loaded' && face.status !== 'error',
      )
      for (const file of missing) if (file.face.status === 'unloaded') load(file)
      return missing.length > 0
    },
    get settled() {
      return Promise.all(pending)
    },
  }
}

/**
 * Chromium's workers remember what they found for a font, by all that was asked for, and don't look again when more has arrived:
 * words would stay in the font that stood in. So one asks for something else then: one more family behind the others, which nobody has.
 */
function askAnew(suffix: () => string): void {
  const { prototype } = OffscreenCanvasRenderingContext2D
  const font = Object.getOwnPropertyDescriptor(prototype, 'font')
  Object.defineProperty(prototype, 'font', {
    ...font,
    set(this: OffscreenCanvasRenderingContext2D, asked: string) {
      font?.set?.call(this, asked + suffix())
    },
  })
}
