import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** One line of the result: KiB after gzip. Fonts aren't counted: browsers fetch the few that a page's characters need. */
interface Row {
  readonly page: string
  /** What the page's HTML asks for: its script, all that this imports, and their styles. */
  readonly firstJs: number
  readonly firstCss: number
  /** What the page imports by itself soon after. */
  readonly laterJs: number
  readonly laterCss: number
  readonly total: number
}

/** Vite's manifest: chunks by name (https://vite.dev/guide/backend-integration). */
interface Chunk {
  readonly file: string
  readonly src?: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

/** A page's entry, whether it goes on to its dynamic imports, and which of them it needs only in place of others: who may only look, whose link asks for a password. */
interface Page {
  readonly page: string
  readonly entry: string
  readonly goesOn: boolean
  readonly unless?: readonly string[]
}

/** Who reads English fetches none of them, everybody else one, beside the rest. */
const LANGUAGES = ['src/words/de.ts', 'src/words/fr.ts', 'src/words/es.ts']

const PAGES: readonly Page[] = [
  { page: 'start', entry: 'index.html', goesOn: true, unless: LANGUAGES },
  {
    page: 'board',
    entry: 'board.html',
    goesOn: true,
    unless: ['src/show-viewer.tsx', 'src/ui/password-prompt.tsx', ...LANGUAGES],
  },
  { page: 'embed, read-only', entry: 'embed.html', goesOn: false },
  { page: 'embed, editing', entry: 'embed.html', goesOn: true },
]

const BUILT = new URL('../../dist/web/', import.meta.url)

/** The chunks named and everything that they import statically. */
function withImports(manifest: Manifest, names: readonly string[]): Set<string> {
  const all = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (all.has(name)) continue
    all.add(name)
    waiting.push(...(chunkOf(manifest, name).imports ?? []))
  }
  return all
}

function chunkOf(manifest: Manifest, name: string): Chunk {
  const chunk = manifest[name]
  if (chunk === undefined) throw new Error(`the build has no chunk "${name}"`)
  return chunk
}

function filesOf(manifest: Manifest, names: Iterable<string>): Set<string> {
  const chunks = [...names].map((name) => chunkOf(manifest, name))
  return new Set(chunks.flatMap(({ file, css = [] }) => [file].concat(css)))
}

/** Style sheets that code imports dynamically. Vite's manifest doesn't say who does; the code names their files. */
function sheetsNamedIn(manifest: Manifest, files: Iterable<string>): string[] {
  const code = [...files]
    .filter((file) => file.endsWith('.js'))
    .map((file) => String(readFileSync(new URL(file, BUILT))))
  return Object.values(manifest)
    .filter(({ file, src }) => file.endsWith('.css') && src !== undefined && !src.endsWith('.css'))
    .map(({ file }) => file)
    .filter((sheet) => code.some((text) => text.includes(sheet)))
}

const gzipKib = (files: Iterable<string>, extension: string): number => {
  const sizes = [...files]
    .filter((file) => file.endsWith(extension))
    .map((file) => gzipSync(readFileSync(new URL(file, BUILT)), { level: 9 }).length)
  return kib(sizes.reduce((sum, size) => sum + size, 0))
}

const kib = (bytes: number): number => Math.round(bytes / 102.4) / 10

function rowOf(manifest: Manifest, { page, entry, goesOn, unless = [] }: Page): Row {
  const atFirst = withImports(manifest, [entry])
  const all = goesOn ? [...atFirst].flatMap((name) => chunkOf(manifest, name).dynamicImports ?? []) : []
  for (const name of unless) if (!all.includes(name)) throw new Error(`${page} imports no "${name}"`)
  const next = all.filter((name) => !unless.includes(name))
  const first = filesOf(manifest, atFirst)
  const later = filesOf(manifest, withImports(manifest, next))
  for (const sheet of sheetsNamedIn(manifest, [...first, ...later])) later.add(sheet)
  for (const file of first) later.delete(file)
  const [firstJs, firstCss] = [gzipKib(first, '.js'), gzipKib(first, '.css')]
  const [laterJs, laterCss] = [gzipKib(later, '.js'), gzipKib(later, '.css')]
  return { page, firstJs, firstCss, laterJs, laterCss, total: kib(1024 * (firstJs + firstCss + laterJs + laterCss)) }
}

/** What each page costs to load, from the built pages' manifest. */
export function run(): Promise<readonly Row[]> {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', BUILT), 'utf8')) as Manifest
  return Promise.resolve(PAGES.map((page) => rowOf(manifest, page)))
}
