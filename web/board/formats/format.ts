import type { MeasureText } from '../render/fonts.ts'
import type { Imported } from './imported.ts'

/** A file, or what was copied in another program. */
export interface Given {
  readonly text: string
  /** Of the file; empty where there is none. */
  readonly name: string
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
