import { fileURLToPath } from 'node:url'
import { afterAll, expect } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { program } from '../testing/programs.ts'
import { DIST } from '../testing/start.ts'
import { Pictures } from './pictures.ts'

const qpdf = program('qpdf')
const pictures = new Pictures({
  worker: new URL('server/picture-worker.mjs', DIST),
  fonts: fileURLToPath(new URL('fonts/', DIST)),
  timeoutMs: 60_000,
})
afterAll(() => pictures.close())

const HONEST = ['https://example.org/a?b=c#d', 'mailto:ann@example.org']
/** What would do something, or go where nobody should be led. */
const HOSTILE = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'vbscript:msgbox(1)',
  'blob:https://example.org/x',
  'intent://scan/#Intent;end',
  '\\\\elsewhere\\share',
  'https://example.org/)/S/JavaScript/JS(app.alert(1))',
]

/** A board as it would be stored if nobody had looked at what came: links in what was born, and in what was changed since. */
function storedWith(links: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const ids = board.add(
    [...links, ...links].map((_, at) => ({ kind: 'rectangle', box: [0, 50 * at, 40, 50 * at + 40] })),
  )
  const elements = doc.getArray<object>('elements')
  const edits = doc.getMap<unknown>('edits')
  doc.transact(() => {
    for (const [at, link] of links.entries()) {
      const born = elements.get(at)
      elements.delete(at)
      elements.insert(at, [{ ...born, link }])
      edits.set(`${ids[links.length + at]}/link`, link)
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

qpdf.it(
  '[SAFE6] links of a PDF lead to the web alone, as an independent reader finds them, whatever is stored',
  async () => {
    const about = { board: 'this-very-board', origin: 'https://board.example' }
    const state = storedWith([...HONEST, ...HOSTILE])
    const pdf = await pictures.draw(state, { theme: 'light', format: 'pdf' }, undefined, about)
    const json = qpdf.run(pdf, ['--json=1', '--json-key=objects'])
    const valuesOf = (key: string): string[] =>
      Array.from(json.matchAll(new RegExp(`"/${key}": ("(?:[^"\\\\]|\\\\.)*")`, 'g')), ([, value = '""']) =>
        String(JSON.parse(value)),
      )
    const led = valuesOf('URI')
    for (const link of HONEST) expect(led.filter((to) => to === link)).toHaveLength(2)
    for (const to of led) expect(to).toMatch(/^(https?:\/\/[\w.]+\/|mailto:)/)
    // Every annotation is such a link, and what a link does is to lead there.
    expect(valuesOf('Subtype').filter((type) => type === '/Link')).toHaveLength(led.length)
    expect(new Set(valuesOf('S'))).toEqual(new Set(['/URI']))
  },
)
