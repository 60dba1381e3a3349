import { height, width } from '../geometry/box.ts'
import { shortNumber } from '../geometry/path.ts'
import { svgPathData } from '../geometry/svg-path-data.ts'
import { SHEET } from './display-item.ts'
import type { ClipItem, DisplayItem, ImageItem, PathItem, TextItem } from './display-item.ts'
import { FONT_STACKS, weightOf, type Face } from './fonts.ts'
import type { Picture, PictureLink } from './picture.ts'
import { resolveColor, sheetColor, type Theme } from './theme.ts'

export interface SvgOptions {
  readonly theme: Theme
  /** A document's colour, `none` for a transparent picture; the theme's canvas when missing. */
  readonly background?: string
  /** Pixels a scene unit. */
  readonly scale?: number
  readonly title?: string
  /** Font files to carry along, so that text looks the same where they are not installed. */
  readonly fonts?: readonly EmbeddedFont[]
  /** Before links to boards of this server, where the picture is read elsewhere: `https://board.example`. */
  readonly origin?: string
  /** Pictures to carry along, by their hash: `data:` URLs. */
  readonly files?: ReadonlyMap<string, string>
}

/** A WOFF2 file as a document carries it. */
export interface EmbeddedFont extends Pick<Face, 'bold' | 'italic'> {
  readonly family: string
  /** As in CSS; `undefined`: all characters. */
  readonly unicodeRange: string | undefined
  readonly base64: string
}

/** A picture as a self-contained SVG document (https://www.w3.org/TR/SVG2/): no script, nothing to fetch; what leads somewhere is a link. */
export function svgOf(
  { bounds, items, links }: Picture,
  { theme, background, scale = 1, title = '', fonts = [], origin = '', files = NO_FILES }: SvgOptions,
): string {
  const [w, h] = [shortNumber(width(bounds)), shortNumber(height(bounds))]
  const [x, y] = [shortNumber(bounds.minX), shortNumber(bounds.minY)]
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${shortNumber(width(bounds) * scale)}" height="${shortNumber(height(bounds) * scale)}" viewBox="${x} ${y} ${w} ${h}">`,
    title === '' ? '' : `<title>${escapeXml(title)}</title>`,
    fonts.length > 0 ? `<style>${fonts.map(fontFace).join('')}</style>` : '',
    background === 'none'
      ? ''
      : `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${sheetColor(background, theme)}"/>`,
    ...items.map(svgWriter(theme, files)),
    ...links.map((link) => svgLink(link, origin)),
    '</svg>',
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n`
}

const fontFace = ({ family, bold, italic, unicodeRange, base64 }: EmbeddedFont): string => {
  const face = `font-weight:${weightOf({ bold })};font-style:${italic ? 'italic' : 'normal'};`
  const range = unicodeRange === undefined ? '' : `unicode-range:${escapeXml(unicodeRange)};`
  return `@font-face{font-family:'${escapeXml(family)}';${face}${range}src:url(data:font/woff2;base64,${base64})format('woff2')}`
}

/** Over what it belongs to: a picture's items have no elements any more. */
function svgLink({ box, href }: PictureLink, origin: string): string {
  const [x, y, w, h] = [box.minX, box.minY, width(box), height(box)].map(shortNumber)
  const area = `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" pointer-events="all"/>`
  return `<a href="${escapeXml(href.startsWith('/') ? `${origin}${href}` : href)}">${area}</a>`
}

const NO_FILES: ReadonlyMap<string, string> = new Map()

/** Writes items one after the other; what clips them is named by number. */
function svgWriter(theme: Theme, files: ReadonlyMap<string, string>): (item: DisplayItem) => string {
  let clips = 0
  const write = (item: DisplayItem): string => {
    if (item.type === 'path') return svgPath(item, theme)
    if (item.type === 'text') return svgText(item, theme)
    const id = `clip-${++clips}`
    return item.type === 'image' ? svgImage(item, theme, files.get(item.file), id) : clipped(item, id)
  }
  const clipped = ({ path, items }: ClipItem, id: string): string =>
    `<clipPath id="${id}"><path d="${svgPathData(path)}"/></clipPath><g clip-path="url(#${id})">${items.map(write).join('')}</g>`
  return write
}

function svgImage(
  { matrix, outline, opacity, alt = '' }: ImageItem,
  theme: Theme,
  address: string | undefined,
  id: string,
): string {
  // Its name for screen readers, and what a pointer that rests on it is told (https://www.w3.org/TR/svg-aam-1.0/).
  const name = alt === '' ? '' : `<title>${escapeXml(alt)}</title>`
  const group = (attributes: string, content: string) =>
    `<g${attributes}${name === '' ? '' : ' role="img"'}>${name}${content}</g>`
  if (address === undefined) {
    const sheet = svgPath({ type: 'path', path: outline, fill: SHEET.color, opacity: opacity * SHEET.opacity }, theme)
    return name === '' ? sheet : group('', sheet)
  }
  const picture = [
    'width="1"',
    'height="1"',
    'preserveAspectRatio="none"',
    `transform="matrix(${matrix.map(svgCoefficient).join(' ')})"`,
    `href="${escapeXml(address)}"`,
  ]
  const faded = opacity < 1 ? ` opacity="${shortNumber(opacity)}"` : ''
  const window = `<clipPath id="${id}"><path d="${svgPathData(outline)}"/></clipPath>`
  return `${window}${group(` clip-path="url(#${id})"${faded}`, `<image ${picture.join(' ')}/>`)}`
}

function svgPath({ path, fill, stroke, opacity }: PathItem, theme: Theme): string {
  const attributes = [`d="${svgPathData(path)}"`, `fill="${fill === undefined ? 'none' : resolveColor(fill, theme)}"`]
  if (stroke) {
    const { color, width, dash } = stroke
    attributes.push(`stroke="${resolveColor(color, theme)}"`, `stroke-width="${shortNumber(width)}"`)
    attributes.push('stroke-linecap="round"', 'stroke-linejoin="round"')
    if (dash) attributes.push(`stroke-dasharray="${dash.map(shortNumber).join(' ')}"`)
  }
  // Fill and outline are made transparent one by one, as a canvas does.
  if (opacity < 1 && fill !== undefined) attributes.push(`fill-opacity="${shortNumber(opacity)}"`)
  if (opacity < 1 && stroke) attributes.push(`stroke-opacity="${shortNumber(opacity)}"`)
  return `<path ${attributes.join(' ')}/>`
}

/** What is read from the right stands apart: a direction is that of a whole text. */
function svgText(item: TextItem, theme: Theme): string {
  const [fromLeft, fromRight] = [item.lines.filter(({ rtl }) => !rtl), item.lines.filter(({ rtl }) => rtl)]
  return `${svgLines(item, fromLeft, theme)}${svgLines(item, fromRight, theme, FROM_RIGHT)}`
}

/** A text begins at its right end then, and `x` is still its left one. */
const FROM_RIGHT = ['direction="rtl"', 'text-anchor="end"']

function svgLines(
  { font, bold, italic, size, color, opacity, matrix }: TextItem,
  lines: TextItem['lines'],
  theme: Theme,
  direction: readonly string[] = [],
): string {
  if (lines.length === 0) return ''
  const spans = lines.map(
    ({ text, x, baseline }) => `<tspan x="${shortNumber(x)}" y="${shortNumber(baseline)}">${escapeXml(text)}</tspan>`,
  )
  const attributes = [
    `transform="matrix(${matrix.map(svgCoefficient).join(' ')})"`,
    `font-family="${escapeXml(FONT_STACKS[font])}"`,
    `font-size="${shortNumber(size)}"`,
    `fill="${resolveColor(color, theme)}"`,
    'xml:space="preserve"',
    ...direction,
  ]
  if (bold) attributes.push(`font-weight="${weightOf({ bold })}"`)
  if (italic) attributes.push('font-style="italic"')
  if (opacity < 1) attributes.push(`fill-opacity="${shortNumber(opacity)}"`)
  return `<text ${attributes.join(' ')}>${spans.join('')}</text>`
}

/** Linear parts of a matrix are multiplied by sizes, so they keep more digits than coordinates. */
const svgCoefficient = (value: number): string => String(Number(value.toFixed(5)))

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What XML 1.0 does not allow at all, not even escaped: control characters, lone surrogates, two non-characters. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu

/** Text for an XML attribute or element. Characters that XML forbids become U+FFFD. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
