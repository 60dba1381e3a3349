import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** The same style sheets that the pages import (web/src/ui/fonts.ts, wide-fonts.ts), so that server and browser draw with the same files. */
const FAMILIES = ['shantell-sans', 'inter', 'source-serif-4', 'jetbrains-mono']
const FACES = ['400', '400-italic', '700', '700-italic']
const SHEETS = [
  ...FAMILIES.flatMap((family) => FACES.map((face) => `@fontsource/${family}/${face}.css`)),
  '../web/styles/right-to-left.css',
  'lxgw-wenkai-lite-webfont/lxgwwenkailite-regular.css',
]
/** The browser loads emoji in slices; the server's renderer wants the one whole file. */
const EMOJI = '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2'

const FACE = /@font-face\s*\{([^}]*)\}/g
const read = (body, pattern) => pattern.exec(body)?.[1] ?? null

function facesOf(sheet) {
  const path = require.resolve(sheet)
  return [...readFileSync(path, 'utf8').matchAll(FACE)].map(([, body]) => ({
    family: read(body, /font-family:\s*['"]?([^'";]+)/),
    bold: read(body, /font-weight:\s*(\w+)/) === '700',
    italic: read(body, /font-style:\s*(\w+)/) === 'italic',
    path: fileOf(path, read(body, /url\(['"]?([^'")]+\.woff2)/)),
    unicodeRange: read(body, /unicode-range:\s*([^;]+)/),
  }))
}

/** An address in a style sheet is beside it, or in a package. */
const fileOf = (sheet, address) => (address.startsWith('.') ? join(dirname(sheet), address) : require.resolve(address))

/** Writes the fonts that server pictures are drawn with, and their index `fonts.json`, into `folder`. */
export function copyServerFonts(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const faces = [
    ...SHEETS.flatMap(facesOf),
    { family: 'Noto Color Emoji', bold: false, italic: false, path: require.resolve(EMOJI), unicodeRange: null },
  ]
  for (const { path } of faces) copyFileSync(path, join(folder, basename(path)))
  const index = faces.map(({ family, bold, italic, path, unicodeRange }) => {
    return { family, bold, italic, file: basename(path), unicodeRange }
  })
  writeFileSync(join(folder, 'fonts.json'), `${JSON.stringify(index, null, 1)}\n`)
}
