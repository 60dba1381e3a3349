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
  { name: 'pdfjs-dist', files: /^web\/src\/import\/pdf\// },
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
      /^(web\/board\/document\/|web\/src\/sync\/|web\/src\/(open-board|embed\/)|server\/(sync|storage|export|history|import)\/)/
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
    // Formats translate: their words for ours, one by one. Tools and templates make elements: they say of which kind, and ask nobody's.
    const others = SOURCES.filter(({ path }) => path !== home && !path.startsWith('web/board/formats/'))
    expect(others.filter(({ text }) => asksFor('kind', id).test(text)).map(({ path }) => path)).toEqual([])
    const makers = others.filter(({ text }) => new RegExp(`^(?!\\s*[/*]).*\\bkind: '${id}'`, 'm').test(text))
    expect(makers.map(({ path }) => path).filter((path) => !MAKERS.test(path))).toEqual([])
  })

  it('[ARCH6] whoever asks for a kind is found, however they ask', () => {
    for (const asking of [
      `if (element.kind === 'note') {`,
      `if ('note' !== kind)`,
      `kindOf('note').bounds(props)`,
      `const isPaper = ['note', 'frame'].includes(element.kind)`,
      `switch (kind) {\n    case 'text':\n    case 'note':`,
      `kinds.get('note')`,
    ])
      expect([asking, asksFor('kind', 'note').test(asking)]).toEqual([asking, true])
    for (const innocent of [`{ kind: 'note', text }`, `field === 'note'`, `kind === 'notebook'`])
      expect([innocent, asksFor('kind', 'note').test(innocent)]).toEqual([innocent, false])
  })

  it.each(idsOf('web/src/tools', 'id'))('[ARCH7] the tool %s is named in its own file only', (id, home) => {
    const others = SOURCES.filter(({ path }) => path !== home && path.startsWith('web/src/'))
    const asks = new RegExp(`\\b(tool\\w*|choose|borrow)\\b[^\\n]{0,12}'${id}'|${asksFor('tool', id).source}`)
    expect(others.filter(({ text }) => asks.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('[ARCH8] no module keeps state of its own', () => {
    const stateful = SOURCES.filter(({ text }) => /^(export )?let /m.test(text)).map(({ path }) => path)
    expect(stateful).toEqual([])
  })
})

/** `[id, file]` of every element kind or tool, read from the files of their folder. */
function idsOf(folder: string, property: string): [string, string][] {
  return SOURCES.filter(({ path }) => path.startsWith(`${folder}/`)).flatMap(({ path, text }) =>
    Array.from(text.matchAll(new RegExp(`^  ${property}: '([a-z-]+)'`, 'gm')), ([, id = '']): [string, string] => [
      id,
      path,
    ]),
  )
}

/** Who makes elements, beside formats. */
const MAKERS =
  /^web\/src\/(tools|library)\/|^web\/src\/editor\/(flowchart|clipboard|new-table)\.ts$|^web\/board\/elements\/new-strokes\.ts$/

/** Finds whoever asks whether something is that one: by comparing, by looking it up, in a list or in a switch. */
function asksFor(what: 'kind' | 'tool', id: string): RegExp {
  const name = `'${id}'`
  const ways = [
    `\\b${what}(?:\\.id)?\\)?\\s*[!=]==?\\s*${name}`,
    `${name}\\s*[!=]==?\\s*[\\w.?]*\\b${what}\\b`,
    `\\b${what}s?(?:Of)?(?:\\.get)?\\(${name}`,
    `${name}[^\\n]{0,40}\\.(?:includes|has)\\([\\w.?]*\\b${what}\\b`,
    `switch \\([\\w.?]*\\b${what}\\b[^}]*case ${name}:`,
  ]
  return new RegExp(ways.join('|'))
}
