import { EMBED_OPTIONS, type EmbedOptionName } from './embed-options.ts'

/** What each option does, in a sentence for `docs/embedding.md`. */
const DOES: Readonly<Record<EmbedOptionName, string>> = {
  readonly: 'shows and follows the board and never writes, whatever the link allows: the editor is never loaded',
  theme: 'light or dark; auto is what the reader’s system says',
  toolbar:
    'full: tools and styles, zoom, full screen, a link to the board; minimal: tools, full screen and the link; none: nothing but the board',
  cursors: 'shows where the others are',
  grid: 'shows or hides the grid, whatever the board has set',
  lang: 'the language of everything that the frame says: tools, styles, hints, notes',
  background:
    'what the board is drawn on, and where `theme` isn’t said also which theme suits that; transparent lets the page behind the frame through',
  view: 'where the frame looks when it opens: at everything, where this reader was the last time, at a frame of the board, at a page of it (by id, name or number; without either the first), or at a place (the scene point in the middle, and a zoom)',
  follow: 'looks where the person of that name looks, until the reader moves the board',
  color: 'the colour of what is pressed, chosen and focused',
}

const DEFAULTS: Readonly<Partial<Record<EmbedOptionName, string>>> = {
  grid: 'as the board has it',
  lang: 'the browser’s, or en',
  background: 'the theme’s',
  follow: 'nobody',
  color: 'Drawbridge’s',
}

const asWord = (fallback: unknown): string =>
  fallback === true ? 'on' : fallback === false ? 'off' : fallback === undefined ? '' : wordOf(fallback)

const wordOf = (fallback: unknown): string =>
  typeof fallback === 'object' && fallback !== null && 'show' in fallback ? String(fallback.show) : String(fallback)

/** A row for each option: name, what may stand there, what counts when nothing does, what it does. */
export const embedOptionRows = (): readonly (readonly [string, string, string, string])[] =>
  (Object.keys(EMBED_OPTIONS) as EmbedOptionName[]).map((name) => [
    name,
    EMBED_OPTIONS[name].values,
    DEFAULTS[name] ?? asWord(EMBED_OPTIONS[name].fallback),
    DOES[name],
  ])
