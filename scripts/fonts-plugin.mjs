/** Package CSS offers every face twice; all browsers that run Drawbridge read woff2, so the old format isn't shipped. */
const OLD_FORMAT = /,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g

/** Of formulas, letters are read from the files that the page lays them out with: they are shipped as plain TrueType alone. */
const PACKED = /url\([^)]*\.woff2?\)\s*format\(['"]woff2?['"]\),?\s*/g

/** @returns {import('vite').Plugin} */
export const shippedFonts = () => ({
  name: 'drawbridge:shipped-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('/katex/') && id.includes('.css')) return code.replace(PACKED, '')
    return id.includes('@fontsource') && id.includes('.css') ? code.replace(OLD_FORMAT, '') : undefined
  },
})
