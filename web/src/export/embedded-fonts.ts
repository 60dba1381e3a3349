import type { DisplayItem } from '#board/render/display-item.ts'
import { faceOf, filesToEmbed, parseUnicodeRange } from '#board/render/font-files.ts'
import type { EmbeddedFont } from '#board/render/svg.ts'
import { pageFonts } from '../scene/page-fonts.ts'

async function base64Of(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
}

/** What an SVG must carry so that these items look the same elsewhere. Files that can't be had are left out. */
export async function embeddedFonts(items: readonly DisplayItem[]): Promise<EmbeddedFont[]> {
  const files = pageFonts().flatMap(({ family, weight, style, unicodeRange, url }) => {
    const face = faceOf(weight, style)
    return face ? [{ family, ...face, unicodeRange, url, ranges: parseUnicodeRange(unicodeRange) }] : []
  })
  const settled = await Promise.allSettled(
    filesToEmbed(items, files).map(async ({ family, bold, italic, unicodeRange, url }) => ({
      family,
      bold,
      italic,
      unicodeRange,
      base64: await base64Of(url),
    })),
  )
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}
