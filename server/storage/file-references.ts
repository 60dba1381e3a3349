import type * as Y from 'yjs'
import { isFileHash } from '#board/files/file-hash.ts'
import { LIMITS } from '#board/limits.ts'

/**
 * Every file that a board refers to: whatever in its elements, or in what was changed of them, looks like a hash. So kinds that only a newer version knows keep theirs.
 */
export function fileHashesIn(doc: Y.Doc): ReadonlySet<string> {
  const found = new Set<string>()
  doc.getArray('elements').forEach((record) => gather(record, found, 0))
  doc.getMap('edits').forEach((value) => gather(value, found, 0))
  return found
}

function gather(value: unknown, found: Set<string>, depth: number): void {
  if (isFileHash(value)) found.add(value)
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && depth < LIMITS.valueDepth)
    for (const inner of Object.values(value)) gather(inner, found, depth + 1)
}
