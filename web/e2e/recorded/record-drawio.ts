import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { format } from 'prettier'
import type { DrawIoEmbedProps, DrawIoEmbedRef } from 'react-drawio'
import { build } from 'vite'
import { startDrawbridge } from '../drawbridge.ts'
import { launchBrowser, newPerson } from '../person.ts'
import { startSite } from '../site.ts'
import { gistOf, type Message, PERSON, type PersonAct, type Session, type Turn } from './drawio.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const ROOT = here('../../../')

/** An app with a board, while both are listened to. */
interface Scene {
  show(props: DrawIoEmbedProps): Promise<void>
  call(name: keyof DrawIoEmbedRef, message: object): Promise<void>
  does(act: PersonAct): Promise<void>
  /** The next message of this event, or the next that says something is wrong. */
  hears(event: string): Promise<Message>
}

const fileWith = (...elements: object[]) => JSON.stringify({ format: 'drawbridge/board', version: 1, elements })
const shape = (id: string, x: number) => ({ id, kind: 'shape', matrix: [100, 0, 0, 60, x, 0] })
const line = (from: string, to: string) => ({
  id: `${from}-line`,
  kind: 'line',
  matrix: [1, 0, 0, 1, 0, 0],
  points: [0, 0, 1, 1],
  start: { id: from, x: 0.5, y: 0.5 },
  end: { id: to, x: 0.5, y: 0.5 },
})
const NOTE = fileWith({ id: 'note-number-1', kind: 'note', matrix: [160, 0, 0, 160, 600, 100] })
const CONNECTED = fileWith(
  shape('shape-number-1', 0),
  shape('shape-number-2', 300),
  line('shape-number-1', 'shape-number-2'),
)

/** All that the library can say; answers what it kept, as SVG and as PNG. */
async function begin({ show, call, does, hears }: Scene): Promise<{ svg: string; png: string }> {
  await show({
    configuration: { defaultFonts: ['Helvetica'] },
    autosave: true,
    urlParameters: { ui: 'min', spin: true, saveAndExit: true, libraries: true },
  })
  await hears('load')
  await does('draws a rectangle')
  await hears('autosave')
  await call('status', { message: 'Nobody else is here', modified: true })
  await does('sees the status')
  await call('spinner', { message: 'Fetching the plans', show: true })
  await does('sees what is waited for')
  await call('spinner', { show: false })
  await does('sees nothing to wait for')
  await call('merge', { xml: NOTE })
  await hears('merge')
  await hears('autosave')
  await call('dialog', { title: 'Done', message: 'All is there', button: 'Fine', modified: true })
  await does('reads the dialog')
  await call('prompt', { title: 'Its name', ok: 'Name it', defaultValue: 'Plan' })
  await does('answers the prompt')
  await hears('prompt')
  await call('template', { callback: true })
  await does('takes the flowchart')
  await hears('template')
  await call('draft', { xml: NOTE, name: 'Yesterday', editKey: 'Go on', discardKey: 'discard', ignore: true })
  await does('goes on with the draft')
  await hears('draft')
  for (const kind of ['svg', 'png', 'html', 'html2']) {
    await call('exportDiagram', { format: kind, spin: true, width: '300', border: '10' })
    await hears('export')
  }
  await call('exportDiagram', { format: 'xmlpng', width: '200' })
  const { data: png } = await hears('export')
  await does('saves')
  await hears('export')
  await does('saves and exits')
  const { data: svg } = await hears('export')
  return { svg: String(svg), png: String(png) }
}

async function goOn({ show, does, hears }: Scene, xml: string): Promise<void> {
  await show({ xml, urlParameters: { spin: true } })
  await hears('load')
  await does('draws another')
  await does('saves')
  await hears('export')
  await does('exits')
  await hears('exit')
}

async function goOnWithPng({ show, does, hears }: Scene, xml: string): Promise<void> {
  await show({ xml, exportFormat: 'xmlpng', urlParameters: { noSaveBtn: true, saveAndExit: true } })
  await hears('load')
  await does('saves and exits')
  await hears('export')
}

async function changeFiles({ show, call, does, hears }: Scene): Promise<void> {
  await show({ xml: NOTE, autosave: true })
  await hears('load')
  await show({ xml: CONNECTED, autosave: true })
  await hears('load')
  await call('layout', { layouts: [{ layout: 'mxHierarchicalLayout', config: { orientation: 'north' } }] })
  await hears('autosave')
  await does('exits')
  await hears('exit')
}

async function bringXml({ show, does, hears }: Scene): Promise<void> {
  await show({ xml: '<mxfile><diagram>7VtR</diagram></mxfile>' })
  await hears('error')
  await does('sees why it is not opened')
}

async function bringCsv({ show, hears }: Scene): Promise<void> {
  await show({ csv: 'name,refs\nBridge,Road' })
  await hears('error')
}

/** The app as one script: the library as its makers publish it. */
async function appScript(): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { write: false, target: 'es2022', rolldownOptions: { input: here('drawio-app.ts') } },
  })
  const [first] = [result].flat()
  if (first === undefined || !('output' in first)) throw new Error('nothing was built')
  return first.output[0].code
}

function sceneIn(page: Page, board: string): Scene {
  let from = 0
  return {
    show: (props) => page.evaluate((each) => window.drawioApp.show(each), { baseUrl: board, ...props }),
    call: (name, message) =>
      page.evaluate(([each, words]) => window.drawioApp.call(each, words), [name, message] as const),
    async does(act) {
      await page.evaluate((person) => window.drawioApp.said.push({ person }), act)
      await PERSON[act](page)
    },
    async hears(event) {
      const found = await page.waitForFunction(
        ([name, first]) => {
          const { said } = window.drawioApp
          const at = said.findIndex(
            (turn, i) => i >= first && 'board' in turn && (turn.board['event'] ?? 'error') === name,
          )
          return at < 0 ? null : { at, message: (said[at] as { board: Message }).board }
        },
        [event, from] as const,
      )
      const { at, message } = (await found.jsonValue())!
      from = at + 1
      return message
    },
  }
}

/** Records what an app of react-drawio says and is told, and writes it beside this file. */
export async function recordDrawio(): Promise<void> {
  const [server, site, browser, script] = await Promise.all([
    startDrawbridge(),
    startSite(),
    launchBrowser(),
    appScript(),
  ])
  site.show(
    `<!doctype html><title>wiki</title><body><script type="module">${script.replaceAll('</script', '<\\/script')}</script>`,
  )
  const sessions: Session[] = []

  async function session<T>(about: string, act: (scene: Scene) => Promise<T>): Promise<T> {
    const { page, context } = await newPerson(browser)
    await page.goto(site.origin)
    await page.waitForFunction(() => 'drawioApp' in window)
    const result = await act(sceneIn(page, server.url))
    const query = new URL((await page.locator('iframe').getAttribute('src'))!).search
    const said = await page.evaluate(() => window.drawioApp.said)
    const turns = said.map((turn) => ('board' in turn ? { board: gistOf(turn.board) } : turn) as Turn)
    sessions.push({ about, query, turns })
    await context.close()
    return result
  }
  try {
    const { svg, png } = await session('a new diagram, and all that the library can say', begin)
    await session('what was kept as SVG', (scene) => goOn(scene, svg))
    await session('what was kept as PNG', (scene) => goOnWithPng(scene, png))
    await session('one file after another', changeFiles)
    await session('a diagram of draw.io itself', bringXml)
    await session('a diagram from CSV', bringCsv)
  } finally {
    await browser.close()
    site.close()
    await server.dispose()
  }
  const { version } = JSON.parse(await readFile(`${ROOT}node_modules/react-drawio/package.json`, 'utf8')) as {
    version: string
  }
  const words = JSON.stringify({ host: `react-drawio ${version}`, sessions })
  await writeFile(here('drawio.json'), await format(words, { parser: 'json', printWidth: 120 }))
}
