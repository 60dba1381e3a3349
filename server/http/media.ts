/** What goes over HTTP, as the description of the routes says it. */
export const PAGE = ['text/html']

export const PICTURES = [
  'image/png',
  'image/webp',
  'image/svg+xml',
  'application/pdf',
  'application/json',
  'application/octet-stream',
]

export const PICTURE_FILES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** What tells apart what is put on a board is its beginning, whatever it is called. */
export const IMPORTED = [
  'application/json',
  'application/vnd.excalidraw+json',
  'application/vnd.tldraw+json',
  'image/svg+xml',
  'image/png',
  'text/csv',
  'text/vnd.mermaid',
  'application/octet-stream',
]
