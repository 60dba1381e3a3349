import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GlobalFonts } from '@napi-rs/canvas'
import { z } from 'zod'
import type { DisplayItem } from '#board/render/display-item.ts'
import { covers, familiesOf, filesOfFace, filesToEmbed, parseUnicodeRange } from '#board/render/font-files.ts'
import type { FontFile } from '#board/render/font-files.ts'
import type { EmbeddedFont } from '#board/render/svg.ts'

const indexSchema = z.array(
  z.object({
    family: z.string(),
    bold: z.boolean(),
    italic: z.boolean(),
    file: z.string(),
    unicodeRange: z.string().nullable(),
  }),
)

interface Piece extends FontFile {
  readonly alias: string
  readonly path: string
  readonly unicodeRange: string | undefined
}

/**
 * The shipped fonts, as the server's renderer wants them: it knows no unicode ranges and takes one file for each name, so
 * every piece gets a name of its own, and a family list is spelled out with the pieces that a text needs. Files are read
 * when first needed.
 */
export class Fonts {
  readonly #pieces: readonly Piece[]
  readonly #registered = new Set<string>()

  /** @param folder with `fonts.json` and the files it names @throws when that can't be read */
  constructor(folder: string) {
    const index = indexSchema.parse(JSON.parse(readFileSync(join(folder, 'fonts.json'), 'utf8')))
    this.#pieces = index.map(({ family, bold, italic, file, unicodeRange }, at) => ({
      family,
      bold,
      italic,
      alias: `${family} ${at}`,
      path: join(folder, file),
      unicodeRange: unicodeRange ?? undefined,
      ranges: unicodeRange === null ? undefined : parseUnicodeRange(unicodeRange),
    }))
  }

  /** What an SVG must carry to look the same where our fonts are not installed. */
  embedded(items: readonly DisplayItem[]): EmbeddedFont[] {
    return filesToEmbed(items, this.#pieces).map(({ family, bold, italic, unicodeRange, path }) => ({
      family,
      bold,
      italic,
      unicodeRange,
      base64: readFileSync(path, 'base64'),
    }))
  }

  /** A CSS `font` value like `italic 700 16px Inter, 'LXGW WenKai Lite', cursive`, with its families spelled out for a text. */
  expand(font: string, text: string): string {
    const start = font.indexOf('px ') + 3
    const codePoints = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))
    const face = { bold: font.includes('700 '), italic: font.startsWith('italic ') }
    const names = familiesOf(font.slice(start)).map((family) => this.#spell(family, face, codePoints))
    return `${font.slice(0, start)}${names.flat().join(', ')}`
  }

  #spell(family: string, face: Pick<FontFile, 'bold' | 'italic'>, codePoints: ReadonlySet<number>): string[] {
    const pieces = filesOfFace(family, face, this.#pieces)
    if (pieces.length === 0) return [family]
    return pieces
      .filter((piece) => [...codePoints].some((point) => covers(piece, point)))
      .map((piece) => `'${this.#register(piece)}'`)
  }

  #register({ alias, path }: Piece): string {
    if (!this.#registered.has(alias)) GlobalFonts.registerFromPath(path, alias)
    this.#registered.add(alias)
    return alias
  }
}
