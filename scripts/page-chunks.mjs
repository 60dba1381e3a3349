const CODE = /\.[cm]?[jt]sx?$/

/** All modules that `roots` import, themselves included. */
function closure(roots, importsOf) {
  const all = new Set()
  const waiting = [...roots]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (all.has(id)) continue
    all.add(id)
    waiting.push(...importsOf(id))
  }
  return all
}

/**
 * Puts into one file what the same loads need: nobody fetches more than they need, in as few files as that takes (many small
 * files are larger after compression). Code of which no load knows stays where the bundler puts it.
 * @param {Record<string, string[]>} loads what is fetched at once, by its modules: absolute paths
 * @param {Record<string, string>} after which loads come after another one, and have what that has brought
 */
export function pageChunks(loads, after) {
  const chunkOf = new Map()
  const plugin = {
    name: 'drawbridge:page-chunks',
    buildEnd() {
      const importsOf = (id) => this.getModuleInfo(id)?.importedIds ?? []
      const neededBy = new Map()
      for (const [load, roots] of Object.entries(loads))
        for (const id of closure(roots, importsOf)) neededBy.set(id, [...(neededBy.get(id) ?? []), load])
      for (const [id, needing] of neededBy) {
        const first = needing.filter((load) => !needing.includes(after[load]))
        if (needing.length > 1 && CODE.test(id)) chunkOf.set(id, first.join('-'))
      }
    },
  }
  return {
    plugin,
    group: { debugName: 'page chunks', name: (id) => chunkOf.get(id) ?? null, test: (id) => chunkOf.has(id) },
  }
}
