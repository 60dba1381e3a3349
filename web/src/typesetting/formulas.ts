import katex, { ParseError } from 'katex'
import 'katex/dist/katex.min.css'
import '../../styles/formula.css'
import type { Placed } from '#board/elements/element-kind.ts'
import type { FormulaProps } from '#board/elements/formula.ts'
import { encodeFormula, type SetFormula } from '#board/elements/formula/set-formula.ts'
import { markOf } from '#board/elements/made-of.ts'
import { LIMITS } from '#board/limits.ts'
import { readFont, type FontFile } from './font-file.ts'
import { outlinesOf, PIXELS_PER_EM, type FindFont } from './laid-out.ts'
import { CannotSet, type Typesetter } from './typesetter.ts'

/** The fonts of formulas, by file name: `KaTeX_Main-Regular`. */
const FONT_URLS: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob<string>('../../../node_modules/katex/dist/fonts/*.ttf', {
      query: '?url',
      import: 'default',
      eager: true,
    }),
  ).map(([path, url]) => [/([^/]+)\.ttf$/.exec(path)?.[1] ?? path, url]),
)

/**
 * Sets formulas with KaTeX: it lays them out on the page, unseen and large, and what is laid out is read as outlines. So
 * nobody else needs it, and all see the same.
 */
export function formulas(): Typesetter {
  const fonts = new Map<string, Promise<FontFile>>()
  const fontNamed = (name: string): Promise<FontFile> => {
    const known = fonts.get(name) ?? fetchFont(name)
    fonts.set(name, known)
    known.catch(() => fonts.delete(name))
    return known
  }
  return {
    async set(props: Placed) {
      const { text } = props as FormulaProps
      const bytes = encodeFormula({ mark: markOf(text), ...(await setOnPage(text, fontNamed)) })
      if (bytes.length > LIMITS.typesetBytes) throw new CannotSet('This formula is too large')
      return bytes
    },
  }
}

async function fetchFont(name: string): Promise<FontFile> {
  const url = FONT_URLS.get(name)
  if (url === undefined) throw new CannotSet(`There is no font ${name} for formulas`)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the font ${name} could not be fetched: ${answer.status}`)
  return readFont(await answer.arrayBuffer())
}

async function setOnPage(
  text: string,
  fontNamed: (name: string) => Promise<FontFile>,
): Promise<Omit<SetFormula, 'mark'>> {
  const sheet = document.createElement('div')
  sheet.className = 'formula-sheet'
  sheet.ariaHidden = 'true'
  sheet.style.fontSize = `${PIXELS_PER_EM}px`
  const page = document.createElement('div')
  page.className = 'formula-page'
  page.append(sheet)
  document.body.append(page)
  try {
    typeset(text, sheet)
    const fonts = new Map<string, FontFile>()
    await Promise.all(
      facesIn(sheet).map(async ({ css, sample, file }) => {
        await document.fonts.load(css, sample)
        fonts.set(file, await fontNamed(file))
      }),
    )
    const find: FindFont = (style) => fonts.get(fileOf(style))
    return laidOut(sheet, find)
  } finally {
    page.remove()
  }
}

function typeset(text: string, sheet: HTMLElement): void {
  try {
    const safe = { trust: false, strict: 'ignore', maxExpand: 1_000, maxSize: 50 } as const
    katex.render(text, sheet, { displayMode: true, output: 'html', throwOnError: true, ...safe })
  } catch (error) {
    if (error instanceof ParseError) throw new CannotSet(error.message.replace(/^KaTeX parse error: /, ''))
    throw error
  }
}

function laidOut(sheet: HTMLElement, find: FindFont): Omit<SetFormula, 'mark'> {
  const { box, shapes } = outlinesOf(sheet, find)
  return { width: box.maxX - box.minX, height: box.maxY - box.minY, shapes }
}

interface FaceOnPage {
  readonly file: string
  readonly css: string
  readonly sample: string
}

/** What letters there are in which face. */
function facesIn(sheet: HTMLElement): FaceOnPage[] {
  const byFile = new Map<string, FaceOnPage>()
  const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode
    if (!parentElement || !textContent?.trim()) continue
    const style = getComputedStyle(parentElement)
    const file = fileOf(style)
    const css = `${style.fontStyle} ${style.fontWeight} 20px ${style.fontFamily}`
    byFile.set(file, { file, css, sample: (byFile.get(file)?.sample ?? '') + textContent })
  }
  return [...byFile.values()]
}

/** The name of the file that KaTeX' style sheet means. */
function fileOf({ fontFamily, fontWeight, fontStyle }: CSSStyleDeclaration): string {
  const family = /KaTeX_\w+/.exec(fontFamily)?.[0] ?? 'KaTeX_Main'
  const name = [Number(fontWeight) >= 600 ? 'Bold' : '', fontStyle === 'italic' ? 'Italic' : ''].join('')
  return `${family}-${name === '' ? 'Regular' : name}`
}
