import { expect, it } from 'vitest'
import { faxPdf } from '../src/import/pdf/testing/small-pdf.ts'
import { useBoard } from './own-board.ts'
import type { Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)

/** As the browser tells of a file that is let go over the board. */
const drop = ({ page }: Person, bytes: Uint8Array, name: string): Promise<void> =>
  page.evaluate(
    ([content, called]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([Uint8Array.from(content)], called, { type: 'application/pdf' }))
      const told = { dataTransfer, bubbles: true, cancelable: true, clientX: 300, clientY: 300 }
      document.querySelector('canvas')!.dispatchEvent(new DragEvent('drop', told))
    },
    [[...bytes], name] as const,
  )

/** Addresses that were asked for outside of the server. */
function listenOutside({ page }: Person): string[] {
  const outside: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(world.server.url) && !/^(?:blob|data):/.test(url)) outside.push(url)
  })
  return outside
}

/** Two frames with a shape each, as our own export writes them. */
async function ourPdf(): Promise<Uint8Array> {
  const id = await world.server.newBoard()
  const frames = [0, 1].map((i) => ({
    kind: 'frame',
    id: `frame-number-${i}`,
    box: [i * 400, 0, 300, 200],
    name: `F${i}`,
  }))
  const shapes = ['Aloha', 'Bonjour'].map((text, i) => ({
    kind: 'shape',
    box: [i * 400, 0, 300, 200],
    frame: `frame-number-${i}`,
    color: 'blue',
    fill: 'blue',
    text,
  }))
  const made = await fetch(`${world.server.url}/api/boards/${id}/elements`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ add: [...frames, ...shapes] }),
  })
  expect(made.status).toBe(200)
  const pdf = await fetch(`${world.server.url}/b/${id}.pdf?each=frame`)
  expect(pdf.status).toBe(200)
  return new Uint8Array(await pdf.arrayBuffer())
}

/** What Chromium prints. */
async function printed(): Promise<Uint8Array> {
  const context = await world.browser.newContext()
  try {
    const page = await context.newPage()
    await page.setContent('<h1 style="background:#00f;color:#fff">Grüße aus Köln</h1><p style="break-before:page">Two')
    return await page.pdf({ format: 'A5', printBackground: true })
  } finally {
    await context.close()
  }
}

it.each([
  ['our own export', ourPdf, ['Aloha', 'Bonjour']],
  ['Chromium’s print', printed, ['Grüße aus Köln', 'Two']],
  ['a fax', async () => new TextEncoder().encode(faxPdf()), ['']],
] as const)(
  '[E2E190] a PDF that is dropped on a board, %s, comes as pictures of its pages, and nothing outside is asked for',
  async (_, make, words) => {
    const bytes = await make()
    const ann = await board.join()
    const outside = listenOutside(ann)
    await drop(ann, bytes, 'paper.pdf')
    await ann.page
      .locator('canvas[data-painted]')
      .nth(words.length - 1)
      .waitFor()
    await ann.page.getByRole('button', { name: /^Put .* on the board$/ }).click()
    await ann.page.getByText(/pages? added$/).waitFor()
    const stored = await board.stored()
    expect(stored.map(({ kind }) => kind)).toEqual(words.flatMap(() => ['frame', 'image']))
    const images = stored.filter(({ kind }) => kind === 'image')
    expect(images.map(({ props }) => (props as unknown as { alt: string }).alt)).toEqual(words)
    // Something is drawn on each: the pictures are at the server, and are not white.
    for (const { props } of images) {
      const { file } = props as unknown as { file: string }
      const answer = await fetch(`${world.server.url}/api/boards/${board.id}/files/${file}`)
      expect(answer.status).toBe(200)
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(200)
    }
    await ann.sees((picture) => isDark(picture.at(500, 350)) || words.length > 1)
    expect(outside).toEqual([])
  },
)

const isDark = ([red, green, blue]: readonly [number, number, number]): boolean => red + green + blue < 200
