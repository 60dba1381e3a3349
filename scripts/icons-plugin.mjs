import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const FOLDER = 'lucide/dist/esm'
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*["']lucide["']/g
const EXPORT = /export \{([^}]+)\} from '\.\/(icons\/[^']+)'/g

/** The file of every icon, by each of its names. */
function filesOfIcons() {
  const files = new Map()
  const index = readFileSync(createRequire(import.meta.url).resolve(`${FOLDER}/lucide.mjs`), 'utf8')
  for (const [, names, file] of index.matchAll(EXPORT))
    for (const [, name] of names.matchAll(/default as (\w+)/g)) files.set(name, `${FOLDER}/${file}`)
  return files
}

/**
 * Icons are imported from their own files in place of the package's index, so that each goes to the page that shows it: by way of
 * the index every page that imports one icon needs them all.
 */
export function iconsFromTheirFiles() {
  const files = filesOfIcons()
  return {
    name: 'drawbridge:icons-from-their-files',
    apply: 'build',
    transform: {
      filter: { code: 'lucide' },
      handler(code) {
        const one = (named) => {
          const [name, local = name] = named.split(/\s+as\s+/)
          const file = files.get(name)
          if (file === undefined) this.error(`lucide has no icon ${name}`)
          return `import ${local} from '${file}'`
        }
        const own = (_, names) =>
          names
            .split(',')
            .map((named) => named.trim())
            .filter(Boolean)
            .map(one)
            .join(';')
        return { code: code.replaceAll(IMPORT, own), map: null }
      },
    },
  }
}
