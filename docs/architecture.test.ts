import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

interface Source {
  readonly path: string
  readonly text: string
  /** What it imports at run time: paths from the root for our files, names for packages. Type-only imports vanish and don't count. */
  readonly imports: readonly string[]
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]+?from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function target(from: string, specifier: string): string {
  if (specifier.startsWith('#board/')) return `web/board/${specifier.slice('#board/'.length)}`
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const [scope = '', name = ''] = specifier.split('/')
  return specifier.startsWith('@') ? `${scope}/${name}` : scope
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => relative(ROOT, join(ROOT, folder, name)).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|contract)\.tsx?$|\/(testing|bench|lab|e2e)\//.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const imports = [...text.matchAll(IMPORT)].map((match) => target(path, match[1] ?? match[2] ?? ''))
      return { path, text, imports }
    })
}

const SOURCES = [...sourcesIn('web/board'), ...sourcesIn('web/src'), ...sourcesIn('server')]

/** What the files of a folder must not import. The reasons are in architecture.md. */
const FORBIDDEN: readonly { readonly folder: string; readonly never: RegExp }[] = [
  { folder: 'web/board/', never: /^(web\/src|server|fabric|preact|@preact|express|ws|node:|y-websocket)/ },
  { folder: 'web/board/geometry/', never: /^(web\/board\/(document|elements|render)|yjs|y-protocols)/ },
  { folder: 'web/board/elements/', never: /^(web\/board\/document|yjs|y-protocols)/ },
  { folder: 'web/board/render/', never: /^(web\/board\/document|yjs|y-protocols)/ },
  { folder: 'web/src/', never: /^server/ },
  { folder: 'web/src/tools/', never: /^(fabric|yjs|y-|preact$|web\/src\/(ui|canvas|sync|presence|embed|export))/ },
  { folder: 'web/src/scene/', never: /^(fabric|yjs|y-|web\/src\/(tools|ui|canvas|sync|presence|embed|export))/ },
  { folder: 'web/src/canvas/', never: /^(yjs|y-|web\/src\/(tools|ui|sync|presence|embed|export))/ },
  { folder: 'web/src/sync/', never: /^(fabric|web\/src\/(tools|ui|canvas|scene|presence))/ },
  { folder: 'web/src/presence/', never: /^(fabric|web\/src\/(tools|canvas))/ },
  {
    folder: 'web/src/library/',
    never: /^(fabric|preact$|yjs|y-|web\/src\/(ui|canvas|tools|scene|sync|presence|embed|export))/,
  },
  { folder: 'web/src/ui/', never: /^(fabric|yjs|y-|web\/src\/(canvas))/ },
  { folder: 'server/', never: /^(web\/src|fabric|preact)/ },
  {
    folder: 'server/sync/',
    never:
      /^(express|pg|ioredis|server\/(http|export)|server\/storage\/(?!storage\.ts)|server\/fanout\/(?!fanout\.ts))/,
  },
  { folder: 'server/http/', never: /^(yjs|y-protocols|ws$|server\/storage\/(?!storage\.ts))/ },
  { folder: 'server/storage/', never: /^(express|ws$|server\/(http|sync|export|fanout))/ },
  { folder: 'server/fanout/', never: /^(express|ws$|yjs|server\/(http|sync|export|storage))/ },
]

/** The only places that may import a package. */
const ONLY_IN: readonly { readonly name: string; readonly files: RegExp }[] = [
  { name: 'fabric', files: /^web\/src\/canvas\// },
  { name: 'express', files: /^server\/http\// },
  { name: 'y-websocket', files: /^web\/src\/sync\/relay-link\.ts$/ },
  { name: 'jose', files: /^server\/(access|testing)\// },
  { name: 'idb', files: /^web\/src\/sync\// },
  { name: '@napi-rs/canvas', files: /^server\/(export|files)\// },
  { name: 'katex', files: /^web\/src\/typesetting\// },
  { name: 'highlight.js', files: /^web\/src\/typesetting\// },
  { name: 'perfect-freehand', files: /^web\/board\/geometry\/ink\.ts$/ },
]

describe('import rules', () => {
  it.each(FORBIDDEN)('[ARCH1] $folder keeps its distance', ({ folder, never }) => {
    const broken = SOURCES.filter(({ path }) => path.startsWith(folder)).flatMap(({ path, imports }) =>
      imports.filter((name) => never.test(name)).map((name) => `${path} imports ${name}`),
    )
    expect(broken).toEqual([])
  })

  it.each(ONLY_IN)('[ARCH2] $name is imported where it belongs and nowhere else', ({ name, files }) => {
    const importers = SOURCES.filter(({ imports }) => imports.includes(name)).map(({ path }) => path)
    expect(importers.filter((path) => !files.test(path))).toEqual([])
    expect(importers).not.toEqual([])
  })

  it('[ARCH3] yjs stays in few files, so that its next major version is one commit', () => {
    const files = SOURCES.filter(({ imports }) => imports.includes('yjs')).map(({ path }) => path)
    const homes =
      /^(web\/board\/document\/|web\/src\/sync\/|web\/src\/(open-board|embed\/)|server\/(sync|storage|export|history)\/)/
    expect(files.filter((path) => !homes.test(path))).toEqual([])
  })

  it('[ARCH4] no source imports in a circle', () => {
    const graph = new Map(SOURCES.map(({ path, imports }) => [path, imports]))
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (done.has(path) || trail.includes(path)) return
      for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path])
      done.add(path)
    }
    for (const path of graph.keys()) visit(path, [])
    expect(circles).toEqual([])
  })
})

describe('one place for everything', () => {
  it('[ARCH5] only config.ts reads the environment', () => {
    const readers = SOURCES.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)
    expect(readers).toEqual(['server/config.ts'])
  })

  it.each(idsOf('web/board/elements', 'kind'))('[ARCH6] the kind %s is named in its own file only', (id, home) => {
    // Formats translate: their words for ours, one by one.
    expect(
      namersOf(
        id,
        home,
        /web\/board\/(?!testing|formats)|web\/src\/(scene|canvas|ui|input|presence|sync|files|typesetting)|server/,
      ),
    ).toEqual([])
  })

  it.each(idsOf('web/src/tools', 'id'))('[ARCH7] the tool %s is named in its own file only', (id, home) => {
    expect(namersOf(id, home, /web\/src\/ui|web\/src\/canvas|web\/src\/scene/)).toEqual([])
  })

  it('[ARCH8] no module keeps state of its own', () => {
    const stateful = SOURCES.filter(({ text }) => /^(export )?let /m.test(text)).map(({ path }) => path)
    expect(stateful).toEqual([])
  })
})

/** `[id, file]` of every element kind or tool, read from the files that the folder's list names. */
function idsOf(folder: string, property: string): [string, string][] {
  return SOURCES.filter(({ path }) => path.startsWith(`${folder}/`)).flatMap(({ path, text }) => {
    const id = new RegExp(`^  ${property}: '([a-z-]+)'`, 'm').exec(text)?.[1]
    return id === undefined ? [] : [[id, path] as [string, string]]
  })
}

/** Files in the folders given that ask for an id which isn't theirs: `kind === 'x'`, `choose('x')`, `{ tool: 'x' }`. */
function namersOf(id: string, home: string, where: RegExp): string[] {
  const asks = new RegExp(`\\b(kind|tool|choose|borrow|id)\\b[^\\n]{0,12}'${id}'`)
  return SOURCES.filter(({ path, text }) => path !== home && where.test(path) && asks.test(text)).map(
    ({ path }) => path,
  )
}
