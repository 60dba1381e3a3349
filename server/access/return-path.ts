const BASE = 'http://here'

/** Where somebody goes back to: a path of our own, and nothing that leads elsewhere. What is none is the start page. A link's secret never gets here: it stays in the browser. */
export function returnPath(raw: unknown): string {
  if (typeof raw !== 'string' || !raw.startsWith('/') || raw.length > LONGEST) return '/'
  const url = URL.canParse(raw, BASE) ? new URL(raw, BASE) : undefined
  // `//elsewhere`, and `/\elsewhere`, which browsers read as the same.
  if (url?.origin !== BASE) return '/'
  const path = `${url.pathname}${url.search}`
  return path.startsWith('//') ? '/' : path
}

const LONGEST = 1_500
