// `node scripts/excalidraw-sample.mjs`: has Excalidraw itself, in a real browser, draw what the tests read: by hand where hands do, and by its own
// maker of elements. Writes its file, and where it says that everything is. The package is fetched into a folder of its own and is no dependency.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { chromiumLaunchOptions } from './chromium.mjs'
import { ROOT } from './root.mjs'

const PACKAGES = ['@excalidraw/excalidraw@0.18.1', 'react@18.3.1', 'react-dom@18.3.1']
const FILES = join(ROOT, 'web/board/formats/testing/files')

const PAGE = `<!doctype html><html><body style="margin:0"><div id="root" style="height:100vh"></div>
<script type="module" src="/main.js"></script></body></html>`

const MAIN = `
import '@excalidraw/excalidraw/index.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import * as excalidraw from '@excalidraw/excalidraw'
window.excalidraw = excalidraw
createRoot(document.getElementById('root')).render(
  createElement(excalidraw.Excalidraw, { excalidrawAPI: (api) => { window.api = api } }),
)
`

/** What hands draw: a tool's key, and the way of the mouse, CSS pixels. */
const DRAWN = [
  [
    'r',
    [
      [300, 150],
      [420, 220],
    ],
  ],
  [
    'o',
    [
      [600, 150],
      [720, 230],
    ],
  ],
  [
    'd',
    [
      [300, 330],
      [400, 430],
    ],
  ],
  // From the rectangle to the ellipse: it is tied to both.
  [
    'a',
    [
      [425, 185],
      [500, 170],
      [594, 190],
    ],
  ],
  [
    'l',
    [
      [600, 330],
      [720, 400],
    ],
  ],
  [
    'x',
    [
      [480, 330],
      [500, 360],
      [530, 340],
      [550, 380],
      [520, 420],
    ],
  ],
]

/** Looks that need a panel each, by the program's own maker. */
const MADE = [
  {
    type: 'rectangle',
    x: 800,
    y: 100,
    width: 160,
    height: 90,
    backgroundColor: '#a5d8ff',
    fillStyle: 'hachure',
    label: { text: 'In a box' },
  },
  {
    type: 'ellipse',
    x: 800,
    y: 250,
    width: 140,
    height: 90,
    strokeColor: '#e03131',
    strokeStyle: 'dashed',
    strokeWidth: 4,
    angle: 0.5,
  },
  {
    type: 'diamond',
    x: 800,
    y: 400,
    width: 140,
    height: 100,
    backgroundColor: '#b2f2bb',
    fillStyle: 'cross-hatch',
    opacity: 60,
    link: 'https://example.org/',
  },
  { type: 'text', x: 300, y: 520, text: 'Words of\ntwo lines', fontSize: 28, strokeColor: '#2f9e44' },
  { type: 'rectangle', id: 'from', x: 520, y: 520, width: 80, height: 60, roundness: { type: 3 }, groupIds: ['pair'] },
  { type: 'ellipse', id: 'to', x: 720, y: 560, width: 80, height: 60, groupIds: ['pair'], locked: true },
  {
    type: 'arrow',
    x: 600,
    y: 550,
    width: 120,
    height: 40,
    endArrowhead: 'triangle',
    start: { id: 'from' },
    end: { id: 'to' },
    label: { text: 'tied' },
  },
  {
    type: 'line',
    x: 300,
    y: 640,
    points: [
      [0, 0],
      [80, 40],
      [160, 0],
      [0, 0],
    ],
    backgroundColor: '#ffec99',
    fillStyle: 'solid',
  },
  { type: 'rectangle', id: 'framed', x: 560, y: 660, width: 60, height: 40 },
  { type: 'frame', id: 'frame', name: 'A frame', x: 520, y: 640, width: 200, height: 100, children: ['framed'] },
  { type: 'image', fileId: 'picture', status: 'saved', x: 800, y: 620, width: 90, height: 60 },
]

const folder = mkdtempSync(join(tmpdir(), 'drawbridge-excalidraw-'))
writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
writeFileSync(join(folder, 'index.html'), PAGE)
writeFileSync(join(folder, 'main.js'), MAIN)
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], {
  cwd: folder,
  stdio: 'inherit',
})
const vite = await createServer({
  root: folder,
  configFile: false,
  logLevel: 'error',
  define: { 'process.env.IS_PREACT': '"false"' },
})
await vite.listen()
const browser = await chromium.launch(await chromiumLaunchOptions())
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(vite.resolvedUrls.local[0])
  await page.waitForFunction(() => window.api !== undefined, undefined, { timeout: 120_000 })
  await page.locator('canvas.interactive').waitFor()
  let drawn = 0
  // What is pressed goes to the drawing from then on.
  await page.keyboard.press('v')
  await page.mouse.click(1000, 740)
  for (const [key, [[x, y], ...rest]] of DRAWN) {
    await page.keyboard.press(key)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (const [toX, toY] of rest) await page.mouse.move(toX, toY, { steps: 6 })
    await page.mouse.up()
    if (key === 'x') await page.keyboard.press('v')
    await page.keyboard.press('Escape')
    drawn += 1
    await page.waitForFunction((count) => window.api.getSceneElements().length === count, drawn)
  }
  const { file, bounds } = await page.evaluate(async (made) => {
    const { convertToExcalidrawElements, serializeAsJSON, getCommonBounds } = window.excalidraw
    const canvas = Object.assign(document.createElement('canvas'), { width: 90, height: 60 })
    const context = canvas.getContext('2d')
    context.fillStyle = '#4dabf7'
    context.fillRect(0, 0, 90, 60)
    const picture = { id: 'picture', mimeType: 'image/png', dataURL: canvas.toDataURL(), created: 1_700_000_000_000 }
    window.api.addFiles([picture])
    const drawn = window.api.getSceneElements()
    window.api.updateScene({ elements: [...drawn, ...convertToExcalidrawElements(made)] })
    await document.fonts.ready
    const elements = window.api.getSceneElements()
    const bounds = Object.fromEntries(elements.map((one) => [one.id, [one.type, ...getCommonBounds([one])]]))
    return { file: serializeAsJSON(elements, window.api.getAppState(), window.api.getFiles(), 'local'), bounds }
  }, MADE)
  writeFileSync(join(FILES, 'kinds-2025.excalidraw'), `${file}\n`)
  writeFileSync(join(FILES, 'kinds-2025.bounds.json'), `${JSON.stringify(bounds, null, 2)}\n`)
} finally {
  await browser.close()
  await vite.close()
}
