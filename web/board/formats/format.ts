import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import type { MeasureText } from '../render/fonts.ts'
import type { Imported } from './imported.ts'

/** A file, or what was copied in another program: its bytes, and what is written in them. */
export interface Given {
  readonly bytes: Uint8Array
  readonly text: string
  /** Of the file; empty where there is none. */
  readonly name: string
  /** Bytes of a file, UTF-16 units of what was copied. */
  readonly size: number
}

/** Of a file's bytes: UTF-8, or Latin-1 where that is what they are. It becomes text when somebody asks. */
export function givenFile(bytes: Uint8Array, name = ''): Given {
  let text: string | undefined
  return {
    bytes,
    name,
    size: bytes.length,
    get text() {
      return (text ??= textOf(bytes))
    },
  }
}

export function givenText(text: string, name = ''): Given {
  let bytes: Uint8Array | undefined
  return {
    text,
    name,
    size: text.length,
    get bytes() {
      return (bytes ??= encodeUtf8(text))
    },
  }
}

/** What of it comes first, to be looked at. */
export const beginningOf = ({ bytes, name }: Given, length: number): Given => givenFile(bytes.subarray(0, length), name)

const AT_ONCE = 8_192

/** Without the mark that some programs begin a file with. */
function textOf(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes).replace(/^\ufeff/, '')
  } catch {
    const pieces: string[] = []
    for (let at = 0; at < bytes.length; at += AT_ONCE)
      pieces.push(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE)))
    return pieces.join('')
  }
}

/** One of several things that a file may become. */
export interface Way {
  readonly id: string
  readonly label: string
}

/** A kind of file that can be put on a board. To add one: a file, or a folder, with one of these, and one line in `index.ts`. */
export interface FileFormat {
  readonly id: string
  /** For people. */
  readonly name: string
  /** With their dots, in lower case. */
  readonly extensions: readonly string[]
  /** A glance at the beginning of it, and at its name where other things look alike. */
  readonly looksLike: (given: Given) => boolean
  /** What it may become; missing where that is no question. The first one is meant unless another is said. */
  readonly ways?: readonly Way[]
  /** All that comes is legal on a board. @throws {BadFile} and nothing else */
  readonly read: (given: Given, measure: MeasureText, way: string) => Imported | Promise<Imported>
}

export const hasExtension = ({ name }: Given, extensions: readonly string[]): boolean =>
  extensions.some((extension) => name.toLowerCase().endsWith(extension))
