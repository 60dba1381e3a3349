import type { Theme } from '#board/render/theme.ts'

/** What a board can be drawn as, or written down as. */
export const PICTURE_FORMATS = ['png', 'webp', 'svg', 'pdf', 'json', 'excalidraw'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

export interface PictureOptions {
  readonly format: PictureFormat
  readonly theme: Theme
  /** A document's colour or `none`; without it the board's own. */
  readonly background?: string | undefined
  /** Around the drawing, scene units. */
  readonly padding?: number | undefined
  /** Pixels: the picture's width or height, or how many for each scene unit. Without any it is natural size, or what fits. A pixel of a PDF is 3/4 of a point. */
  readonly width?: number | undefined
  /** With a width: the picture is exactly as large, and what it shows is in its middle. */
  readonly height?: number | undefined
  readonly scale?: number | undefined
  /** Id of the page to be shown; without it the first. */
  readonly page?: string | undefined
  /** Of a PDF: a page for each frame, in presenting order, or for each page of the board. */
  readonly each?: 'frame' | 'page' | undefined
  /** Ids of the only elements to be shown. */
  readonly elements?: readonly string[] | undefined
  /** Id of a frame: what is in it, exactly as large. */
  readonly frame?: string | undefined
  /** Part of the scene: x, y, width, height. */
  readonly viewport?: readonly [number, number, number, number] | undefined
  /** Letters of an SVG: as text with its fonts, or as shapes that need none. */
  readonly text?: 'fonts' | 'paths' | undefined
  /** Of the board's own file: false leaves out the files of its pictures. */
  readonly pictures?: boolean | undefined
}

/** What is known of a board besides what is on it. */
export interface About {
  readonly board?: string
  /** Before links to boards of this server: `https://board.example`. */
  readonly origin?: string
  /** ISO 8601. */
  readonly created?: string
  readonly modified?: string
}

/** A picture that would be larger than the server draws. */
export class PictureTooLarge extends Error {
  override readonly name = 'PictureTooLarge'
}
