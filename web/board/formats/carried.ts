import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { crc32 } from '../files/crc32.ts'
import { escapeXml } from '../render/svg.ts'

/**
 * A board inside of a picture of it, so that the picture can be opened again: an uncompressed `iTXt` chunk of a PNG
 * (https://www.w3.org/TR/png-3/#11iTXt), the attribute `content` of an SVG. What is carried is a board's own file, JSON.
 */
const KEYWORD = 'drawbridge'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Length and type before a chunk's data, and the check after it, bytes. */
const HEAD = 8
const CHECK = 4

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte)

/** The PNG with a board in it, before the chunk that ends it. */
export function carriedByPng(png: Uint8Array, board: string): Uint8Array<ArrayBuffer> {
  const end = [...chunksOf(png)].find(({ type }) => type === 'IEND')?.start ?? png.length
  // Keyword, no compression (two bytes), no language, no translated keyword.
  const head = encodeUtf8(`${KEYWORD}\0\0\0\0\0`)
  const text = encodeUtf8(board)
  const chunk = new Uint8Array(HEAD + head.length + text.length + CHECK)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, head.length + text.length)
  chunk.set(encodeUtf8('iTXt'), 4)
  chunk.set(head, HEAD)
  chunk.set(text, HEAD + head.length)
  view.setUint32(chunk.length - CHECK, crc32(chunk.subarray(4, chunk.length - CHECK)))
  const carried = new Uint8Array(png.length + chunk.length)
  carried.set(png.subarray(0, end))
  carried.set(chunk, end)
  carried.set(png.subarray(end), end + chunk.length)
  return carried
}

/** The board in a PNG; undefined when there is none. */
export function boardInPng(png: Uint8Array): string | undefined {
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'iTXt') continue
    const ends = zerosIn(data, KEYWORD.length + 3)
    const isOurs = latin(data.subarray(0, KEYWORD.length)) === KEYWORD && data[KEYWORD.length] === 0
    if (isOurs && data[KEYWORD.length + 1] === 0 && ends !== undefined) return textOf(data.subarray(ends))
  }
  return undefined
}

/** Where what comes after two texts that end with a zero begins. */
function zerosIn(data: Uint8Array, from: number): number | undefined {
  const language = data.indexOf(0, from)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  return translated < 0 ? undefined : translated + 1
}

function* chunksOf(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  for (let start = SIGNATURE.length; start + HEAD + CHECK <= png.length;) {
    const length = view.getUint32(start)
    const type = latin(png.subarray(start + 4, start + HEAD))
    yield { start, type, data: png.subarray(start + HEAD, start + HEAD + length) }
    start += HEAD + length + CHECK
  }
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** Undefined for bytes that are no text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes)
  } catch {
    return undefined
  }
}

/** The SVG with a board in the attribute of its root in which programs of diagrams keep theirs. */
export const carriedBySvg = (svg: string, board: string): string =>
  svg.replace(/<svg\b/, () => `<svg content="${attributeOf(board)}"`)

/** What JSON may hold as it is and XML may not at all; JSON has another way to write it. */
const NOT_IN_XML = /[\u007f-\u009f\ufffe\uffff]/g

const attributeOf = (json: string): string =>
  escapeXml(
    json.replaceAll(NOT_IN_XML, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ).replaceAll('\n', '&#10;')

const ROOT = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<![^>]*>)*<svg\b[^>]*?\scontent="([^"]*)"/

const CARRIER = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<![^>]*>)*<svg\b[^>]*?\scontent="\{/

/** Does a picture that begins so carry a board? */
export const beginsWithBoard = (svg: string): boolean => CARRIER.test(svg)

/** The board in an SVG; undefined when there is none. */
export function boardInSvg(svg: string): string | undefined {
  const content = ROOT.exec(svg)?.[1]
  return content?.startsWith('{') ? unescapeXml(content) : undefined
}

const MEANT: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
  '#39': "'",
  '#10': '\n',
}

const unescapeXml = (text: string): string =>
  text.replaceAll(/&(lt|gt|quot|apos|amp|#39|#10);/g, (_, name: string) => MEANT[name]!)
