import * as Y from 'yjs'

/** Twelve characters and more, the same for the same words: what ids are made of, and some digits that keep them apart. */
function idOf(label: unknown): string {
  const words = String(label)
  let hash = 7
  for (let at = 0; at < words.length; at++) hash = (Math.imul(hash, 31) + words.charCodeAt(at)) >>> 0
  return `${words.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 40)}-${String(hash).padStart(12, '0')}`
}

/** A rectangle as boards hold it, known by its label (a field that only a newer version would know). */
export const element = (label: unknown): Readonly<Record<string, unknown>> => ({
  id: idOf(label),
  kind: 'rectangle',
  z: 'a0',
  matrix: [100, 0, 0, 50, 10, 20],
  color: 'ink',
  width: 4,
  fill: 'none',
  radius: 0,
  opacity: 1,
  label,
})

/** What the elements of a document are known by, in document order. */
export const labelsOf = (doc: Y.Doc): unknown[] =>
  doc.getArray<{ readonly label?: unknown }>('elements').map(({ label }) => label)

/** A document that holds such elements. */
export function docWith(...labels: readonly unknown[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getArray('elements').push(labels.map(element))
  return doc
}
