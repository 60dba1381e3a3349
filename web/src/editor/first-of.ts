/** Part of a big selection: copying all of it would cost more than it says. */
export function firstOf(ids: Iterable<string>, most: number): string[] {
  const first: string[] = []
  for (const id of ids) {
    if (first.length === most) break
    first.push(id)
  }
  return first
}
