/** Package CSS offers every face twice; all browsers that run Drawbridge read woff2, so the old format isn't shipped. */
const OLD_FORMAT = /,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g

/** @returns {import('vite').Plugin} */
export const shippedFonts = () => ({
  name: 'drawbridge:shipped-fonts',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('@fontsource') && id.includes('.css') ? code.replace(OLD_FORMAT, '') : undefined
  },
})
