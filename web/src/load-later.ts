/** How long after a page is open, milliseconds. */
const EARLY_MS = 3_000

/**
 * Code that one can do without at first: fetched when it is needed, or soon after the page is open, so that it is there when the network isn't any more.
 * @param load `() => import(...)`
 */
export function loadLater<Code>(load: () => Promise<Code>): () => Promise<Code> {
  setTimeout(() => void load().catch(() => undefined), EARLY_MS)
  return load
}
