import { kindOf } from '../elements/index.ts'
import type { Element } from './element.ts'

/** The files that elements show, each once. */
export function filesShown(elements: Iterable<Element>): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const { kind, props } of elements) {
    const file = kindOf(kind).depicts?.(props).file
    if (file !== undefined && file !== '') hashes.add(file)
  }
  return hashes
}
