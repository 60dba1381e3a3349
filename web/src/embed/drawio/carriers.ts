import { fromBase64, toBase64 } from 'lib0/buffer'
import { boardInPng, boardInSvg, isPng } from '#board/formats/carried.ts'

/**
 * The board's file in what a host hands in: the file itself, or a picture that carries it, as text or as a data URL.
 * `''`: an empty board. `undefined`: it holds none of ours.
 */
export function fileIn(given: string): string | undefined {
  const text = given.trim()
  if (text === '' || text.startsWith('{')) return text
  if (text.startsWith('data:')) return fileInBytes(bytesOf(text))
  return text.startsWith('<') ? boardInSvg(text) : undefined
}

function bytesOf(url: string): Uint8Array {
  const comma = url.indexOf(',')
  const body = url.slice(comma + 1)
  if (!url.slice(0, comma).endsWith(';base64')) return new TextEncoder().encode(decodeURIComponent(body))
  return fromBase64(body.replaceAll(' ', '+'))
}

function fileInBytes(bytes: Uint8Array): string | undefined {
  return isPng(bytes) ? boardInPng(bytes) : boardInSvg(new TextDecoder().decode(bytes))
}

export const dataUrlOf = (bytes: Uint8Array, type: string): string => `data:${type};base64,${toBase64(bytes)}`
