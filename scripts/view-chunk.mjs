const CODE = /\.[cm]?[jt]sx?$/

/** All modules that `roots` lead to, themselves included. */
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
 * Puts into one file what a frame loads before it shows anything and the board's page needs as well, sooner or later: forty small files
 * are an eighth larger after compression. What any other page needs at once stays where it is.
 * @param {string} name of the file
 * @param {{ frame: string, board: string, start: string }} pages
 */
export function viewChunk(name, { frame, board, start }) {
  let members = new Set()
  return {
    plugin: {
      name: 'drawbridge:view-chunk',
      buildEnd() {
        const atOnce = (id) => this.getModuleInfo(id)?.importedIds ?? []
        const ever = (id) => [...atOnce(id), ...(this.getModuleInfo(id)?.dynamicallyImportedIds ?? [])]
        const elsewhere = closure([start, board], atOnce)
        const onBoard = closure([board], ever)
        const ofFrame = closure([frame], atOnce)
        members = new Set([...ofFrame].filter((id) => CODE.test(id) && onBoard.has(id) && !elsewhere.has(id)))
      },
    },
    group: { name, test: (id) => members.has(id) },
  }
}
