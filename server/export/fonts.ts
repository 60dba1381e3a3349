import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { z } from 'zod'
import type { DisplayItem } from '#board/render/display-item.ts'
import { familiesOf, filesOfFace, filesToEmbed, parseUnicodeRange } from '#board/render/font-files.ts'
import { cssFont } from '#board/render/fonts.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { rememberWidths } from '#board/render/remembered-widths.ts'
import type { EmbeddedFont } from '#board/render/svg.ts'
import { FontStack } from './font-stack.ts'
import type { Piece } from './font-stack.ts'

const indexSchema = z.array(
  z.object({
    family: z.string(),
    bold: z.boolean(),
    italic: z.boolean(),
    file: z.string(),
    unicodeRange: z.string().nullable(),
  }),
)

interface ShippedPiece extends Piece {
  readonly unicodeRange: string | undefined
}

/**
 * The shipped fonts, as the server's renderer wants them: it knows no unicode ranges and takes one file for each name, so
 * every piece gets a name of its own, and a family list is spelled out with the pieces that a text needs. Files are read
 * when first needed.
 */
export class Fonts {
  /** Remembers what it was asked. */
  readonly measure: MeasureText
  readonly #pieces: readonly ShippedPiece[]
  readonly #registered = new Set<string>()
  /** By style and family list. */
  readonly #stacks = new Map<string, FontStack>()

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
    const context = createCanvas(1, 1).getContext('2d')
    this.measure = rememberWidths((text, face, size) => {
      context.font = this.expand(cssFont(face, size), text)
      return context.measureText(text).width
    }).measure
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
    const names = this.#stackOf(font, start)
      .neededFor(text)
      .map((member) => (typeof member === 'string' ? member : `'${this.#register(member)}'`))
    return `${font.slice(0, start)}${names.join(', ')}`
  }

  #stackOf(font: string, start: number): FontStack {
    const families = font.slice(start)
    const face = { bold: font.includes('700 '), italic: font.startsWith('italic ') }
    const key = `${face.bold} ${face.italic} ${families}`
    const known = this.#stacks.get(key)
    if (known !== undefined) return known
    const members = familiesOf(families).flatMap((family): readonly (Piece | string)[] => {
      const pieces = filesOfFace(family, face, this.#pieces)
      return pieces.length === 0 ? [family] : pieces
    })
    const stack = new FontStack(members)
    this.#stacks.set(key, stack)
    return stack
  }

  #register({ alias, path }: Piece): string {
    if (!this.#registered.has(alias)) GlobalFonts.registerFromPath(path, alias)
    this.#registered.add(alias)
    return alias
  }
}
