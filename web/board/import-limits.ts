/** Limits of files that are put on a board: apart from the others, as pages that only show boards load none of it. */
export const IMPORT_LIMITS = {
  /** A file of another program that is put on a board, bytes. */
  importBytes: 64 * 1024 * 1024,
  /** Elements that it may become. */
  importElements: 50_000,
  /** Parts of a picture that becomes elements, and what it may draw with them; and levels of them. */
  svgParts: 20_000,
  svgDepth: 200,
  /** A flowchart: nodes, arrows, groups, groups within groups; and about how many places arrows and groups go by, see `layoutEffort`. */
  flowchartNodes: 1_000,
  flowchartArrows: 2_000,
  flowchartGroups: 200,
  flowchartDepth: 16,
  flowchartEffort: 4_000,
  /** Rows of a table that are read: what it is made of shows fewer. */
  csvRows: 20_000,
  /** A PDF: pages that are looked at, and that are put on a board at once; pixels of a picture in it; seconds until it is given up, or one page. */
  pdfPages: 1_000,
  pdfPagesAtOnce: 50,
  pdfPicturePixels: 40_000_000,
  pdfSeconds: 30,
  /** Shapes of tldraw within shapes, and levels of its words: what lies deeper stays outside, or is not read. */
  tldrawDepth: 64,
  tldrawWordsDepth: 32,
} as const
