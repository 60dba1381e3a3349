import type { DisplayItem } from '#board/render/display-item.ts'
import { filesToEmbed, parseUnicodeRange, type FontFile } from '#board/render/font-files.ts'
import type { EmbeddedFont } from '#board/render/svg.ts'

interface PageFont extends FontFile {
  readonly unicodeRange: string
  readonly url: string
}

/** The font files that the page's own style sheets name. */
function pageFonts(): PageFont[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return []
      const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
      if (path === undefined) return []
      const unicodeRange = rule.style.getPropertyValue('unicode-range') || 'U+0-10FFFF'
      const family = rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '')
      const url = new URL(path, sheet.href ?? document.baseURI).href
      return [{ family, unicodeRange, url, ranges: parseUnicodeRange(unicodeRange) }]
    }),
  )
}

async function base64Of(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
}

/** What an SVG must carry so that these items look the same elsewhere. Files that can't be had are left out. */
export async function embeddedFonts(items: readonly DisplayItem[]): Promise<EmbeddedFont[]> {
  const settled = await Promise.allSettled(
    filesToEmbed(items, pageFonts()).map(async ({ family, unicodeRange, url }) => ({
      family,
      unicodeRange,
      base64: await base64Of(url),
    })),
  )
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}
