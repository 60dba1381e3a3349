import { fromBase64, toBase64 } from 'lib0/buffer'
import { crc32 } from '#board/files/crc32.ts'

/**
 * Pictures that carry the board they show, as draw.io's hosts keep them: an SVG in its attribute `content`, a PNG in an
 * `iTXt` chunk (https://www.w3.org/TR/png-3/#11iTXt). What was kept as a picture is edited again by handing it back.
 */
const KEYWORD = 'drawbridge'

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')

export const svgCarrying = (svg: string, file: string): string =>
  svg.replace(/<svg\b/, () => `<svg content="${escaped(file)}"`)

/** Before the last chunk, IEND: 12 bytes. */
export function pngCarrying(png: Uint8Array, file: string): Uint8Array<ArrayBuffer> {
  // Keyword, not compressed, method 0, no language, no translated keyword.
  const data = new Uint8Array([...ascii(`iTXt${KEYWORD}`), 0, 0, 0, 0, 0, ...new TextEncoder().encode(file)])
  const end = png.length - 12
  const carrying = new Uint8Array(png.length + data.length + 8)
  const view = new DataView(carrying.buffer)
  carrying.set(png.subarray(0, end))
  view.setUint32(end, data.length - 4)
  carrying.set(data, end + 4)
  view.setUint32(end + 4 + data.length, crc32(data))
  carrying.set(png.subarray(end), end + 8 + data.length)
  return carrying
}

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))

/**
 * The board's file in what a host hands in: the file itself, or a picture that carries it, as text or as a data URL.
 * `''`: an empty board. `undefined`: it holds none of ours.
 */
export function fileIn(given: string): string | undefined {
  const text = given.trim()
  if (text === '' || text.startsWith('{')) return text
  if (text.startsWith('data:')) return fileInBytes(bytesOf(text))
  return text.startsWith('<') ? fileInSvg(text) : undefined
}

function bytesOf(url: string): Uint8Array {
  const comma = url.indexOf(',')
  const body = url.slice(comma + 1)
  if (!url.slice(0, comma).endsWith(';base64')) return new TextEncoder().encode(decodeURIComponent(body))
  return fromBase64(body.replaceAll(' ', '+'))
}

function fileInBytes(bytes: Uint8Array): string | undefined {
  return bytes[0] === 0x89 ? fileInPng(bytes) : fileInSvg(new TextDecoder().decode(bytes))
}

function fileInSvg(svg: string): string | undefined {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  const content = root.localName === 'svg' ? root.getAttribute('content') : null
  return content?.startsWith('{') ? content : undefined
}

function fileInPng(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const prefix = ascii(`iTXt${KEYWORD}`)
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (prefix.every((byte, i) => bytes[at + 4 + i] === byte))
      return new TextDecoder().decode(bytes.subarray(at + 4 + prefix.length + 5, at + 8 + view.getUint32(at)))
  }
  return undefined
}

export const dataUrlOf = (bytes: Uint8Array, type: string): string => `data:${type};base64,${toBase64(bytes)}`
