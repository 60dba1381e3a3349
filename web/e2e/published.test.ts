import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Somebody's own app, with this package in its `node_modules`: what npm packs of it, as far as pages need it. */
let app: string

/** What an app of React or Vue has beside it. */
const OTHERS = [
  'react',
  'react-dom',
  'react-drawio',
  'vue',
  'vue-tsc',
  'typescript-6',
  'csstype',
  '@vue',
  '@types/react',
  '@types/react-dom',
]

const PROGRAM = `
import { mount, type Board, type BoardError } from 'drawbridge/embed'

const board: Board = mount(document.body, { src: 'https://boards.example.org/b/plans', theme: 'dark', view: 'page:2', cursors: false })
const { role } = await board.ready
const stop: () => void = board.on('change', ({ added, origin }) => console.log(added.join(), origin, role))
const ids: string[] = await board.addElements([{ kind: 'note', matrix: [1, 0, 0, 1, 0, 0], text: 'Hello' }])
const picture: Blob = await board.snapshot({ format: 'svg' })
const element = document.createElement('drawbridge-board')
const people = await element.board?.getPeople()
await board.save().catch(({ code }: BoardError) => code === 'silent')
const script: Board = window.Drawbridge.mount(document.body, { src: '/embed', file: '' })
// @ts-expect-error there is no such theme
mount(document.body, { src: '', theme: 'pink' })
// @ts-expect-error there is no such option
mount(document.body, { src: '', tolbar: 'none' })
// @ts-expect-error there is no such event
board.on('nothing', () => undefined)
// @ts-expect-error a tool is named
await board.setTool()
console.log(stop, ids, picture, people, script)
`

const COMPONENT = `
<script setup lang="ts">
import BoardView from './BoardView.vue'
</script>
<template>
  <BoardView src="https://boards.example.org/b/plans" theme="dark" />
  <!-- @vue-expect-error there is no such theme -->
  <BoardView src="" theme="pink" />
  <!-- @vue-expect-error a board is somewhere -->
  <BoardView />
  <!-- @vue-expect-error ids are no numbers -->
  <BoardView src="" @change="(added: number) => added" />
</template>
`

/** Vue's compiler needs one of TypeScript that is written in JavaScript. */
const VUE_COMPILER = `require('vue-tsc').run(require.resolve('typescript-6/lib/tsc'))`

const OPTIONS = {
  strict: true,
  noEmit: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom', 'dom.iterable'],
  jsx: 'react-jsx',
  allowImportingTsExtensions: true,
  allowJs: true,
  skipLibCheck: true,
  types: [],
}

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'drawbridge-published-'))
  const modules = join(app, 'node_modules')
  for (const name of OTHERS) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  }
  for (const file of ['package.json', 'dist/web/embed.mjs', 'dist/web/embed.d.ts']) {
    await mkdir(dirname(join(modules, 'drawbridge', file)), { recursive: true })
    await cp(join(ROOT, file), join(modules, 'drawbridge', file))
  }
})
afterAll(() => rm(app, { recursive: true, force: true }))

/** What a compiler says is wrong with what these patterns name; nothing where all is well. */
async function faults(compiler: string, include: readonly string[]): Promise<string> {
  const project = join(app, 'tsconfig.json')
  await writeFile(
    project,
    JSON.stringify({ compilerOptions: OPTIONS, vueCompilerOptions: { strictTemplates: true }, include }),
  )
  try {
    await run(process.execPath, [compiler, '-p', project])
    return ''
  } catch (error) {
    return (error as { readonly stdout: string }).stdout
  }
}

it('[HOST20] npm packs the script and its types', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--no-update-notifier'], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  })
  for (const file of ['dist/web/embed.mjs', 'dist/web/embed.d.ts', 'package.json'])
    expect(stdout).toContain(`"path": "${file}"`)
})

it('[HOST20] a server that renders pages may import it', async () => {
  const code = 'console.log(Object.keys(await import("drawbridge/embed")).join())'
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: app })
  expect(stdout.trim()).toBe('mount')
})

it('[HOST20] programs and the examples for React are what its types say', async () => {
  await writeFile(join(app, 'program.ts'), PROGRAM)
  await cp(join(ROOT, 'docs/examples/new-board.js'), join(app, 'new-board.js'))
  for (const folder of ['react', 'drawio'])
    await cp(join(ROOT, 'docs/examples', folder), join(app, folder), { recursive: true })
  expect(await faults(join(ROOT, 'node_modules/typescript/bin/tsc'), ['**/*.ts', '**/*.tsx'])).toBe('')
})

it('[HOST20] the example for Vue is what its types say, its templates, too', async () => {
  await cp(join(ROOT, 'docs/examples/vue'), join(app, 'vue'), { recursive: true })
  await writeFile(join(app, 'vue/Component.vue'), COMPONENT)
  const compiler = join(app, 'vue-compiler.cjs')
  await writeFile(compiler, VUE_COMPILER)
  expect(await faults(compiler, ['vue/*.vue'])).toBe('')
})
