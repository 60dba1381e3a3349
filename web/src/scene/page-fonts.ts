/** A font file that the page's own style sheets name. */
export interface FontFaceSource {
  readonly family: string
  readonly weight: string
  readonly style: string
  readonly unicodeRange: string
  readonly url: string
}

/** The font files of all style sheets that the page has so far. */
export function pageFonts(): FontFaceSource[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return []
      const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
      if (path === undefined) return []
      const family = rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '')
      const weight = rule.style.getPropertyValue('font-weight') || 'normal'
      const style = rule.style.getPropertyValue('font-style') || 'normal'
      const unicodeRange = rule.style.getPropertyValue('unicode-range') || 'U+0-10FFFF'
      return [{ family, weight, style, unicodeRange, url: new URL(path, sheet.href ?? document.baseURI).href }]
    }),
  )
}
